"""The room ``indicators`` as a Django application."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.indicators"
    label = "indicators"
