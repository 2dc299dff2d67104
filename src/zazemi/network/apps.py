"""The room ``network`` as a Django application."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.network"
    label = "network"
