"""The room ``ui`` as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.ui"
    label = "ui"
