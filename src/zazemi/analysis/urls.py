"""Addresses of the room ``analysis``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.analysis.views import need_models, needs, runs, sensitivity, settings, stated, ways

app_name = "analysis"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs.needs, name="needs"),
    path("tabulka.xlsx", needs.table_xlsx, name="table_xlsx"),
    path("data.csv", needs.data_csv, name="data_csv"),
    path("data.json", needs.data_json, name="data_json"),
    path("nastaveni/", settings.settings, name="settings"),
    path("nastaveni/nove/", settings.settings_new, name="settings_new"),
    path("nastaveni/<int:pk>/", settings.settings_edit, name="settings_edit"),
    path("modely/", need_models.models, name="models"),
    path("modely/novy/", need_models.model_new, name="model_new"),
    path("modely/<int:pk>/zmena/", need_models.model_edit, name="model_edit"),
    path("modely/<str:code>/", need_models.model, name="model"),
    path("modely/<str:code>/platnost/", need_models.model_force, name="model_force"),
    path("od-lidi/", stated.stated, name="stated"),
    path("od-lidi/nova/", stated.stated_new, name="stated_new"),
    path("od-lidi/<int:pk>/", stated.stated_edit, name="stated_edit"),
    path("od-lidi/<int:pk>/odvolani/", stated.stated_withdraw, name="stated_withdraw"),
    path("citlivost/", sensitivity.sensitivity, name="sensitivity"),
    path("dostupnost/", sensitivity.access, name="access"),
    path("dojezd/", ways.ways, name="ways"),
    path("dojezd/<int:pk>/konec/", ways.way_end, name="way_end"),
    path("behy/", runs.runs, name="runs"),
    path("behy/<str:reference>/", runs.run, name="run"),
    path("behy/<str:reference>/data.json", runs.run_json, name="run_json"),
    path("mezera/<str:reference>/", runs.gap, name="gap"),
    path("srovnani/", runs.comparison, name="comparison"),
    path("<str:code>/", needs.municipality, name="municipality"),
]
