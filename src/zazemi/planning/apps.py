"""The room ``planning`` as a Django application."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.planning"
    label = "planning"

    def ready(self) -> None:
        """Fill the slots: background work, subjects, checks of the doctor, permissions."""
        from zazemi.planning import background, checks, permissions, subjects  # noqa: F401 - they register themselves
