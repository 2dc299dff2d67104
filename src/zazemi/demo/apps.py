"""The room ``demo`` as a Django application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.demo"
    label = "demo"
