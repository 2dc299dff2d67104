"""The room ``post`` as a Django application."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.post"
    label = "post"

    def ready(self) -> None:
        """Let the worker deliver, and offer the page of the outbox."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.kernel.actor import Role
        from zazemi.post import background
        from zazemi.ui.menu import MenuItem, Place, register_menu

        background.register_ticks()
        administrator = frozenset({Role.ADMINISTRATOR})
        register_menu(MenuItem(_("Post"), "post:letters", administrator, 15, Place.ACCOUNT))
