"""Addresses of the public catalogue, under ``/pomoc/``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.network.catalogue import views

app_name = "catalogue"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("hledat/", views.results, name="results"),
    path("<int:pk>/", views.service, name="service"),
]
