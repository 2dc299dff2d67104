"""The room ``accounts`` as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.accounts"
    label = "accounts"
