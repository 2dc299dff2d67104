"""The room ``kernel`` as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Fill the slots from every room, and guard the chain after each migration and test flush."""
        from zazemi.kernel.integrity import add_kernel_checks

        post_migrate.connect(guard_chain, sender=self)
        add_kernel_checks()
        autodiscover_modules(
            "permissions", "subjects", "checks", "codes", "figures", "open_tables", "person_counts"
        )


def guard_chain(using: str, **_signal: object) -> None:
    """Put the triggers and the head of an empty chain where they belong, when the tables are there."""
    from django.db import connections

    from zazemi.kernel import audit, triggers

    if "kernel_audithead" in connections[using].introspection.table_names():
        triggers.install(using)
        audit.ensure_head()
