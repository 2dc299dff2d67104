"""The room ``portal`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from zazemi.ui.links import register_link
from zazemi.ui.menu import MenuItem, Place, register_menu


class PortalConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.portal"
    label = "portal"

    def ready(self) -> None:
        """Put the portal's entries into the frame."""
        register_link("language", "portal:set_language")
        register_menu(MenuItem(_("Appearance"), "portal:appearance", order=10, place=Place.ACCOUNT))
