"""The room ``analysis`` as a Django application."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.analysis"
    label = "analysis"
