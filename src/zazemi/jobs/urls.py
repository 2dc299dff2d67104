"""Addresses of the room ``jobs``."""

from django.urls import path

from zazemi.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.job_list, name="list"),
    path("<int:job_id>/", views.job_page, name="job"),
    path("<int:job_id>/zrusit/", views.job_cancel, name="cancel"),
]
