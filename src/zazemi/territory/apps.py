"""The room ``territory`` as a Django application."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.territory"
    label = "territory"
