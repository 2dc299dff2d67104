"""Addresses of the room ``network``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.network import views
from zazemi.network.editing import (
    CapacityAdd,
    CapacityChange,
    PlaceAdd,
    PlaceChange,
    ProviderAdd,
    ServiceAdd,
    ServiceChange,
)
from zazemi.network.stating import CoverageAdd, CoverageChange, NormAdd

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.service_list, name="services"),
    path("moje/", views.my_services, name="mine"),
    path("sesit.xlsx", views.workbook, name="workbook"),
    path("nova/", ServiceAdd.as_view(), name="service_add"),
    path("poskytovatel/novy/", ProviderAdd.as_view(), name="provider_add"),
    path("uplnost/", CoverageAdd.as_view(), name="coverage_add"),
    path("uplnost/<int:pk>/", CoverageChange.as_view(), name="coverage_change"),
    path("normy/", views.norms, name="norms"),
    path("normy/nova/", NormAdd.as_view(), name="norm_add"),
    path("<int:pk>/", views.service_page, name="service"),
    path("<int:pk>/zmena/", ServiceChange.as_view(), name="service_change"),
    path("<int:pk>/misto/", PlaceAdd.as_view(), name="place_add"),
    path("misto/<int:pk>/", PlaceChange.as_view(), name="place_change"),
    path("misto/<int:pk>/kapacita/", CapacityAdd.as_view(), name="capacity_add"),
    path("kapacita/<int:pk>/", CapacityChange.as_view(), name="capacity_change"),
]
