"""Addresses of the room ``texts``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.texts import views

app_name = "texts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/", views.text, name="text"),
    path("<int:pk>/psani/", views.write, name="write"),
    path("<int:pk>/porovnani/", views.compare, name="compare"),
    path("<int:pk>/pripominka/", views.comment, name="comment"),
    path("pripominky/<int:pk>/vyporadani/", views.settle, name="settle"),
    path("pripominky/<int:pk>/zpet/", views.withdraw, name="withdraw"),
]
