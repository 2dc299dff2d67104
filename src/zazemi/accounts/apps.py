"""The room ``accounts`` as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Put the account, the jobs and the people into the frame of every page."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.kernel.actor import Role
        from zazemi.ui.menu import SIGNED_IN, MenuItem, Place, register_menu

        administrator = frozenset({Role.ADMINISTRATOR})
        register_menu(
            MenuItem(_("Sign in"), "account_login", order=10, place=Place.ACCOUNT, only_anonymous=True)
        )
        register_menu(MenuItem(_("People"), "accounts:people", administrator, 10, Place.ACCOUNT))
        register_menu(MenuItem(_("My jobs"), "jobs:list", SIGNED_IN, 20, Place.ACCOUNT))
        register_menu(MenuItem(_("My account"), "accounts:me", SIGNED_IN, 30, Place.ACCOUNT))
        register_menu(MenuItem(_("Sign out"), "account_logout", SIGNED_IN, 90, Place.ACCOUNT, by_post=True))
