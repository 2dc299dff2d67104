"""The room ``planning`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.planning"
    label = "planning"

    def ready(self) -> None:
        """Fill the slots: background work, subjects, checks, permissions; menu and links."""
        from zazemi.kernel.actor import Role
        from zazemi.planning import background, checks, futures, permissions, subjects  # noqa: F401 - they register themselves
        from zazemi.ui.links import register_link
        from zazemi.ui.menu import MenuItem, register_menu

        readers = {Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT, Role.SECRETARY}
        register_menu(MenuItem(_("Plans"), "planning:plans", roles=readers, order=40))
        register_link("plans", "planning:plans")
        register_link("plan", "planning:plan")
        register_link("plan_new", "planning:scenario_new")
