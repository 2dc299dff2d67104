"""The room ``parties`` as a Django application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.parties"
    label = "parties"

    def ready(self) -> None:
        """Put contacts and bodies into the menu; organisations and people are reached from the contacts."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.ui.menu import MenuItem, register_menu

        register_menu(MenuItem(_("Contacts"), "parties:contacts", order=60))
        register_menu(MenuItem(_("Bodies"), "parties:bodies", order=61))
