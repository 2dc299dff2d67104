"""Addresses of the room ``territory``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.territory import views

app_name = "territory"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.locality_list, name="localities"),
    path("sesit.xlsx", views.workbook, name="localities_workbook"),
    path("nova/", views.locality_add, name="locality_add"),
    path("<int:pk>/", views.locality_page, name="locality"),
    path("<int:pk>/zmena/", views.locality_change, name="locality_change"),
    path("<int:pk>/zdroj/", views.source_add, name="source_add"),
    path("zdroj/<int:pk>/", views.source_change, name="source_change"),
]
