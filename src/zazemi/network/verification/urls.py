"""Addresses of verification, under the services."""

from django.urls import URLPattern, path

from zazemi.network.verification import link_views, views

urlpatterns: list[URLPattern] = [
    path("overeni/", views.overview, name="verification"),
    path("overeni/moje/", views.mine, name="verify_mine"),
    path("overeni/kolo/", views.new_round, name="verification_round"),
    path("overeni/dopisy/", views.paper_letters, name="verification_letters"),
    path("overeni/pravidlo/", views.RuleAdd.as_view(), name="verification_rule"),
    path("overeni/navrh/<int:pk>/", views.proposal, name="proposal"),
    path("overeni/odkaz/<str:token>/", link_views.by_link, name="verify_by_link"),
    path("overeni/dekujeme/", link_views.thanks, name="verify_thanks"),
    path("<int:pk>/overeni/", views.verify, name="verify_service"),
]
