"""The room ``files`` as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.files"
    label = "files"
