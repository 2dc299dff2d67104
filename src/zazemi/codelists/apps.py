"""The room ``codelists`` as a Django application."""

from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.codelists"
    label = "codelists"
