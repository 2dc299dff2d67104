"""The room ``portal`` as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.portal"
    label = "portal"
