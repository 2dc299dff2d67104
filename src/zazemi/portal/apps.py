"""The room ``portal`` as a Django application."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from zazemi.ui.links import register_link
from zazemi.ui.menu import MenuItem, Place, register_brand, register_menu


class PortalConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.portal"
    label = "portal"

    def ready(self) -> None:
        """Put the portal's entries into the frame and name its pages for the rooms below."""
        register_menu(MenuItem(_("Overview of the region"), "portal:overview", order=10))
        register_menu(MenuItem(_("Appearance"), "portal:appearance", order=10, place=Place.ACCOUNT))
        register_menu(MenuItem(_("Sources of data"), "portal:data", order=10, place=Place.FOOT))
        register_menu(MenuItem(_("Accessibility"), "portal:accessibility", order=20, place=Place.FOOT))
        register_menu(MenuItem(_("Personal data"), "portal:privacy", order=30, place=Place.FOOT))
        register_menu(MenuItem(_("Data for download"), "portal:downloads", order=15, place=Place.FOOT))
        for name in ("home", "overview", "municipality", "search", "data", "appearance", "help", "figure"):
            register_link(name, f"portal:{name}")
        register_link("language", "portal:set_language")
        register_link("needs", "analysis:needs")
        register_link("index_of_municipality", "indicators:municipality_index")
        register_link("needs_settings", "analysis:settings")
        register_brand(_region_name)


def _region_name(request: HttpRequest) -> str:
    """Return the region of the page, when the view knows one."""
    return str(getattr(request, "region_name", ""))
