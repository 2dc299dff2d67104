"""The room ``documents`` as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.documents"
    label = "documents"
