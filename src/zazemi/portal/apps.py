"""The room ``portal`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from zazemi.ui.menu import MenuItem, Place, register_menu


class PortalConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.portal"
    label = "portal"

    def ready(self) -> None:
        """Put the portal's entries into the frame."""
        register_menu(MenuItem(_("Appearance"), "appearance", order=10, place=Place.ACCOUNT))
