"""The room ``codelists`` as a Django application."""

from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.codelists"
    label = "codelists"

    def ready(self) -> None:
        """Offer the import of codes and the entry of the menu."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.codelists.importers import CodeImporter
        from zazemi.intake.slot import register
        from zazemi.kernel.actor import Role
        from zazemi.ui.menu import MenuItem, register_menu

        register(CodeImporter())
        editors = frozenset({Role.REGIONAL_OFFICER, Role.ADMINISTRATOR})
        register_menu(MenuItem(_("Code lists"), "codelists:lists", roles=editors, order=82))
