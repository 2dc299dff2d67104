"""Addresses of the room ``portal``: pages over all rooms, and the frame's own two."""

from django.urls import path
from django.views.i18n import set_language

from zazemi.portal import views
from zazemi.ui.views import appearance

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("kraj/", views.overview, name="overview"),
    path("obce/<str:code>/", views.municipality, name="municipality"),
    path("hledat/", views.search, name="search"),
    path("o-datech/", views.data, name="data"),
    path("pristupnost/", views.accessibility, name="accessibility"),
    path("osobni-udaje/", views.privacy, name="privacy"),
    path("jazyk/", set_language, name="set_language"),
    path("vzhled/", appearance, name="appearance"),
]
