"""Addresses of the room ``analysis``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.analysis import views

app_name = "analysis"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.needs, name="needs"),
    path("tabulka.xlsx", views.table_xlsx, name="table_xlsx"),
    path("data.csv", views.data_csv, name="data_csv"),
    path("data.json", views.data_json, name="data_json"),
    path("nastaveni/", views.settings, name="settings"),
    path("nastaveni/nove/", views.settings_new, name="settings_new"),
    path("nastaveni/<int:pk>/", views.settings_edit, name="settings_edit"),
    path("<str:code>/", views.municipality, name="municipality"),
]
