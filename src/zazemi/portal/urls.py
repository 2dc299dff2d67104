"""Addresses of the room ``portal``: pages over all rooms, and the frame's own two."""

from django.urls import path
from django.views.i18n import set_language

from zazemi.portal import views
from zazemi.ui.views import appearance

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("jazyk/", set_language, name="set_language"),
    path("vzhled/", appearance, name="appearance"),
]
