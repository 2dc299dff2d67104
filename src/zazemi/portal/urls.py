"""Addresses of the room ``portal``: pages over all rooms, and the frame's own two."""

from django.urls import path
from django.views.i18n import set_language

from zazemi.portal import reading_pages, views
from zazemi.ui.views import appearance

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("kraj/", views.overview, name="overview"),
    path("obce/<str:code>/", views.municipality, name="municipality"),
    path("hledat/", views.search, name="search"),
    path("o-datech/", views.data, name="data"),
    path("data/", reading_pages.downloads, name="downloads"),
    path("data/zazemi.zip", reading_pages.download_public, name="download_public"),
    path("data/zazemi-interni.zip", reading_pages.download_own, name="download_own"),
    path("data/cislo/<str:reference>/", reading_pages.figure, name="figure"),
    path("napoveda/<str:name>/", reading_pages.help_page, name="help"),
    path("pristupnost/", reading_pages.accessibility, name="accessibility"),
    path("osobni-udaje/", reading_pages.privacy, name="privacy"),
    path("jazyk/", set_language, name="set_language"),
    path("vzhled/", appearance, name="appearance"),
]
