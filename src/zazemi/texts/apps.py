"""The room ``texts`` as a Django application."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.texts"
    label = "texts"

    def ready(self) -> None:
        """Let histories show texts, comments and templates."""
        from zazemi.texts import subjects  # noqa: F401 - registers itself
