"""Addresses of the room ``planning``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.planning import views

app_name = "planning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.plans, name="plans"),
    path("nove-zadani/", views.scenario_new, name="scenario_new"),
    path("zadani/<int:pk>/", views.scenario, name="scenario"),
    path("zadani/<int:pk>/spocitat/", views.order, name="order"),
    path("<str:reference>/", views.plan, name="plan"),
    path("<str:reference>/poznamka/", views.note, name="note"),
    path("<str:reference>/plan.pdf", views.plan_pdf, name="plan_pdf"),
    path("<str:reference>/plan.xlsx", views.plan_xlsx, name="plan_xlsx"),
    path("<str:reference>/plan.json", views.plan_json, name="plan_json"),
]
