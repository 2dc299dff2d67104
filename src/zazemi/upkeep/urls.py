"""Addresses of the room ``upkeep``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.upkeep import views

app_name = "upkeep"
urlpatterns: list[URLPattern | URLResolver] = [
    path("historie/<slug:kind>/<str:reference>/", views.history, name="history"),
    path("kontrola/", views.check, name="check"),
]
