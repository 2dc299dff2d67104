"""Addresses of the room ``indicators``: municipalities and their index, indicators and their checking."""

from django.urls import path

from zazemi.indicators.views import catalogue, checking, defining, index

app_name = "indicators"

urlpatterns = [
    path("obce/", index.index_map, name="index_map"),
    path("obce/<str:code>/index/", index.municipality_index, name="municipality_index"),
    path("obce/<str:code>/index/co-kdyby/", index.what_if, name="what_if"),
    path("obce/<str:code>/index/profil.pdf", index.profile, name="profile"),
    path("obce/<str:code>/ukazatele/", catalogue.municipality_indicators, name="municipality_indicators"),
    path("ukazatele/", catalogue.indicator_list, name="indicator_list"),
    path("ukazatele/novy/", defining.indicator_new, name="indicator_new"),
    path("ukazatele/zalozit/", defining.adopt, name="adopt"),
    path("ukazatele/pravidla/", defining.rule_list, name="rules"),
    path("ukazatele/pravidla/nove/", defining.rule_new, name="rule_new"),
    path("ukazatele/pravidla/<int:pk>/", defining.rule_change, name="rule_change"),
    path("ukazatele/kontrola/", checking.checking, name="checking"),
    path("ukazatele/kontrola/<str:reference>/", checking.follow_up, name="follow_up"),
    path("ukazatele/uprava/<int:pk>/", defining.indicator_change, name="indicator_change"),
    path("ukazatele/<slug:key>/", catalogue.indicator, name="indicator"),
    path("ukazatele/<slug:key>/tabulka.xlsx", catalogue.indicator_workbook, name="indicator_xlsx"),
    path("ukazatele/<slug:key>/data.csv", catalogue.indicator_table_csv, name="indicator_csv"),
]
