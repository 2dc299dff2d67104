"""The room ``planning`` as a Django application."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.planning"
    label = "planning"
