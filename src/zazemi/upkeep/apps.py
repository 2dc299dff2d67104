"""The room ``upkeep`` as a Django application."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.upkeep"
    label = "upkeep"
