"""Addresses of pages that stand higher on the stairs: rooms register them by a plain name.

So a table of the analysis leads to a municipality's page without knowing the
portal. A name nobody registered gives an empty address, never an error.
"""

from django.urls import NoReverseMatch, reverse

_names: dict[str, str] = {}


def register_link(name: str, url_name: str) -> None:
    """Say which address a plain name means, for example ``municipality`` → ``portal:municipality``."""
    _names[name] = url_name


def linked(name: str, *arguments: object) -> str:
    """Return the address of a page, empty when its room is not installed."""
    if name not in _names:
        return ""
    try:
        return reverse(_names[name], args=[str(argument) for argument in arguments])
    except NoReverseMatch:
        return ""
