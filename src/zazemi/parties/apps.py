"""The room ``parties`` as a Django application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.parties"
    label = "parties"
