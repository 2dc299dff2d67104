"""Addresses of the room ``indicators``."""

from django.urls import path

from zazemi.indicators import views

app_name = "indicators"

urlpatterns = [
    path("", views.index_map, name="index_map"),
    path("<str:code>/index/", views.municipality_index, name="municipality_index"),
    path("<str:code>/index/co-kdyby/", views.what_if, name="what_if"),
    path("<str:code>/index/profil.pdf", views.profile, name="profile"),
]
