"""The room ``intake`` as a Django application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.intake"
    label = "intake"
