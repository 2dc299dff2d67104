"""Addresses of the room ``accounts``: own pages and those of allauth, all under ``/ucet/``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allauth.urls")),
]
