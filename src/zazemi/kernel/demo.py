"""Whether this installation is the demonstration."""

from django.conf import settings


def is_demo() -> bool:
    """Whether the one flag of the demonstration is on."""
    return bool(settings.DEMO)
