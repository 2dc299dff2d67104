"""A slot: what a lower room asks of upper rooms, kept by name."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from zazemi.kernel.errors import AlreadyRegisteredError, NotRegisteredError

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by name; a name is taken once, walking goes in the order of names."""

    def __init__(self, slot: str) -> None:
        self.slot = slot
        self._things: dict[str, T] = {}

    def register(self, name: str, thing: T) -> T:
        """Take the name for the thing and return the thing.

        Raises AlreadyRegisteredError when the name belongs to something else.
        """
        if self._things.get(name, thing) is not thing:
            raise AlreadyRegisteredError(params={"name": name, "slot": self.slot})
        self._things[name] = thing
        return thing

    def get(self, name: str) -> T:
        """Return what is registered under the name.

        Raises NotRegisteredError, which lists the known names.
        """
        if name not in self._things:
            known = ", ".join(sorted(self._things)) or "-"
            raise NotRegisteredError(params={"name": name, "slot": self.slot, "known": known})
        return self._things[name]

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[T]:
        return iter([self._things[name] for name in sorted(self._things)])

    def __len__(self) -> int:
        return len(self._things)

    def names(self) -> list[str]:
        """Return the taken names, sorted."""
        return sorted(self._things)

    def forget(self, name: str) -> None:
        """Free a name; tests put their own things in and take them out."""
        self._things.pop(name, None)
