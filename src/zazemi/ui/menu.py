"""What stands in the frame of every page: rooms register their entries, the frame shows them by role."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from zazemi.kernel.actor import Actor, Role


class Place(StrEnum):
    """Where in the frame an entry stands."""

    MAIN = "main"
    ACCOUNT = "account"
    FOOT = "foot"


EVERYBODY: frozenset[Role] = frozenset()
SIGNED_IN: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry: its words, the name of its address, who sees it (nobody named = everybody), its order.

    ``only_anonymous`` shows it to people who are not signed in; ``by_post``
    makes it a button of a small form instead of a link (signing out).
    """

    label: str | Promise
    url_name: str
    roles: Collection[Role] = EVERYBODY
    order: int = 100
    place: Place = Place.MAIN
    only_anonymous: bool = False
    by_post: bool = False

    def is_for(self, actor: Actor) -> bool:
        """Whether this person sees the entry."""
        if self.only_anonymous:
            return actor.is_anonymous
        if self.roles == SIGNED_IN:
            return not actor.is_anonymous
        return not self.roles or actor.has_role(*self.roles)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An entry as the template shows it."""

    label: str | Promise
    url: str
    is_current: bool
    by_post: bool


_items: dict[tuple[Place, str], MenuItem] = {}
_brands: list[Callable[[HttpRequest], str]] = []


def register_menu(item: MenuItem) -> None:
    """Put an entry into the frame; the same address in the same place is replaced."""
    _items[item.place, item.url_name] = item


def register_brand(name_of: Callable[[HttpRequest], str]) -> None:
    """Say how to find the name under the mark (the region); the last one registered counts."""
    _brands[:] = [name_of]


def brand_note(request: HttpRequest) -> str:
    """Return the name under the mark, empty when nobody knows it."""
    return _brands[0](request) if _brands else ""


def address_of(url_name: str) -> str:
    """Return the address of a name, empty when the room is not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def shown_items(place: Place, actor: Actor, path: str) -> list[ShownItem]:
    """Return the entries of a place for a person, in order; the longest address on the way is current."""
    items = sorted(
        (item for item in _items.values() if item.place == place and item.is_for(actor)), key=_order
    )
    found = [(item, address) for item in items if (address := address_of(item.url_name))]
    current = max((address for _item, address in found if _leads_to(address, path)), key=len, default="")
    return [
        ShownItem(label=item.label, url=address, is_current=address == current, by_post=item.by_post)
        for item, address in found
    ]


def _order(item: MenuItem) -> tuple[int, str]:
    return item.order, item.url_name


def _leads_to(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
