"""Addresses of the room ``network``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.network import views
from zazemi.network.editing import (
    CapacityAdd,
    CapacityChange,
    GroupsChange,
    PlaceAdd,
    PlaceChange,
    ProviderAdd,
    ServiceAdd,
    ServiceChange,
)
from zazemi.network.editing_details import (
    AreaAdd,
    AreaChange,
    AreaRemove,
    FundingAdd,
    FundingChange,
    FundingRemove,
    HoursAdd,
    HoursChange,
    HoursRemove,
)
from zazemi.network.money_pages import CostAdd, CostChange, RuleAdd, RuleChange, money
from zazemi.network.stating import CoverageAdd, CoverageChange, NormAdd
from zazemi.network.verification.urls import urlpatterns as verification
from zazemi.network.yearly_pages import (
    RowChange,
    RowRemove,
    VersionAdd,
    VersionApprove,
    compared,
    version_page,
    versions,
)
from zazemi.network.yearly_pages import workbook as version_workbook

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
    path("penize/", money, name="money"),
    path("penize/norma/", CostAdd.as_view(), name="cost_add"),
    path("penize/norma/<int:pk>/", CostChange.as_view(), name="cost_change"),
    path("penize/pravidlo/", RuleAdd.as_view(), name="rule_add"),
    path("penize/pravidlo/<int:pk>/", RuleChange.as_view(), name="rule_change"),
    *verification,
    path("sit/", versions, name="versions"),
    path("sit/nova/", VersionAdd.as_view(), name="version_add"),
    path("sit/<int:pk>/", version_page, name="version"),
    path("sit/<int:pk>/schvaleni/", VersionApprove.as_view(), name="version_approve"),
    path("sit/<int:pk>/sesit.xlsx", version_workbook, name="version_workbook"),
    path("sit/<int:pk>/srovnani/<int:other>/", compared, name="version_compare"),
    path("sit/radek/<int:pk>/", RowChange.as_view(), name="version_row_change"),
    path("sit/radek/<int:pk>/odebrat/", RowRemove.as_view(), name="version_row_remove"),
    path("<int:pk>/", views.service_page, name="service"),
    path("<int:pk>/zmena/", ServiceChange.as_view(), name="service_change"),
    path("<int:pk>/skupiny/", GroupsChange.as_view(), name="groups"),
    path("<int:pk>/financovani/", FundingAdd.as_view(), name="funding_add"),
    path("financovani/<int:pk>/", FundingChange.as_view(), name="funding_change"),
    path("financovani/<int:pk>/odebrat/", FundingRemove.as_view(), name="funding_remove"),
    path("misto/<int:pk>/doba/", HoursAdd.as_view(), name="hours_add"),
    path("doba/<int:pk>/", HoursChange.as_view(), name="hours_change"),
    path("doba/<int:pk>/odebrat/", HoursRemove.as_view(), name="hours_remove"),
    path("misto/<int:pk>/uzemi/", AreaAdd.as_view(), name="area_add"),
    path("uzemi/<int:pk>/", AreaChange.as_view(), name="area_change"),
    path("uzemi/<int:pk>/odebrat/", AreaRemove.as_view(), name="area_remove"),
    path("<int:pk>/misto/", PlaceAdd.as_view(), name="place_add"),
    path("misto/<int:pk>/", PlaceChange.as_view(), name="place_change"),
    path("misto/<int:pk>/kapacita/", CapacityAdd.as_view(), name="capacity_add"),
    path("kapacita/<int:pk>/", CapacityChange.as_view(), name="capacity_change"),
]
