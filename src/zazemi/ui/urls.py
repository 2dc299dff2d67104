"""Addresses of the room ``ui``: the gallery, in development only."""

from django.urls import path

from zazemi.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
