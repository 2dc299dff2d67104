"""Addresses of the room ``intake``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.intake import views

app_name = "intake"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.runs, name="runs"),
    path("sablona/<slug:kind>.xlsx", views.template, name="template"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/chyby.xlsx", views.errors, name="errors"),
    path("<int:pk>/ulozit/", views.store, name="store"),
    path("<int:pk>/zahodit/", views.discard, name="discard"),
    path("<int:pk>/kodovani/", views.read_otherwise, name="read_otherwise"),
    path("<int:pk>/vzit-zpet/", views.undo, name="undo"),
    path("<int:pk>/soubor/", views.original, name="original"),
    path("<int:pk>/oznaceny.xlsx", views.marked, name="marked"),
]
