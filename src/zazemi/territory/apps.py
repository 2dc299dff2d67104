"""The room ``territory`` as a Django application."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.territory"
    label = "territory"

    def ready(self) -> None:
        """Offer the importers of the room."""
        from zazemi.territory.importers import register_all

        register_all()
