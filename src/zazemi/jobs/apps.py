"""The room ``jobs`` as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.jobs"
    label = "jobs"
