"""The room ``analysis`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.analysis"
    label = "analysis"

    def ready(self) -> None:
        """Put the page of needs into the menu and name it for the rooms below."""
        from zazemi.ui.links import register_link
        from zazemi.ui.menu import MenuItem, register_menu

        register_menu(MenuItem(_("Needs"), "analysis:needs", order=20))
        register_link("needs_of_municipality", "analysis:municipality")
