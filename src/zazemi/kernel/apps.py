"""The room ``kernel`` as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.kernel"
    label = "kernel"
