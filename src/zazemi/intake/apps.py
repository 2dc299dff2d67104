"""The room ``intake`` as a Django application."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.intake"
    label = "intake"

    def ready(self) -> None:
        """Put imports into the menu of those who may import; fill the slot of background work."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.intake import background  # noqa: F401 - it registers itself
        from zazemi.kernel.actor import Role
        from zazemi.ui.menu import MenuItem, register_menu

        office = frozenset({Role.REGIONAL_OFFICER, Role.HEAD, Role.ADMINISTRATOR})
        register_menu(MenuItem(_("Imports"), "intake:runs", roles=office, order=80))
