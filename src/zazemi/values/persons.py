"""A count of people that nobody may print.

Units:   persons, whole numbers from zero.
Source:  a small count beside a place can point to somebody: practice of official
         statistics; Act 110/2019 and Article 5 GDPR (data minimisation).
Raises:  UnprintableCountError whenever a count would become text or a number;
         NegativeQuantityError, NotANumberError for what is no count.
Pure:    yes. ``measures.disclosure.publish`` alone opens counts, and gives
         tables whose small cells are hidden; a house test keeps it so.
"""

from typing import Any, NoReturn, Self

from zazemi.values.errors import ZazemiError
from zazemi.values.quantities import NegativeQuantityError, NotANumberError
from zazemi.values.text import N_


class UnprintableCountError(ZazemiError):
    """A count of people was about to be shown, written or sent."""

    message = N_("A count of people cannot be written out as it is.")
    way_out = N_("Pass the table to publish(), which hides small counts, and write what it returns.")


class PersonCount:
    """How many people: may be added and compared with its like, and nothing else.

    Text, number, JSON, CSV, pickle and template raise UnprintableCountError;
    ``repr`` shows a mask, so that logs and debuggers stay harmless.
    """

    __slots__ = ("_count",)
    __hash__ = None  # type: ignore[assignment]  # a hash of a small whole number is the number

    def __init__(self, count: int) -> None:
        if isinstance(count, bool) or not isinstance(count, int):
            raise NotANumberError(params={"name": N_("the count of people"), "value": type(count).__name__})
        if count < 0:
            raise NegativeQuantityError(params={"name": N_("the count of people"), "value": count})
        self._count = count

    def __add__(self, other: object) -> "PersonCount":
        if isinstance(other, PersonCount):
            return PersonCount(self._count + other._count)
        if other == 0:  # the start of sum()
            return self
        return NotImplemented

    __radd__ = __add__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PersonCount) and self._count == other._count

    def __lt__(self, other: "PersonCount") -> bool:
        return self._count < other._count

    def __repr__(self) -> str:
        return "PersonCount(•)"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self

    def _refuse(self, *_arguments: object) -> NoReturn:
        raise UnprintableCountError

    __str__ = __format__ = __bytes__ = __int__ = __float__ = __index__ = __bool__ = __round__ = _refuse
    __iter__ = __len__ = __reduce_ex__ = __getstate__ = _refuse


def opened(count: PersonCount) -> int:
    """Return the number; only ``measures.disclosure`` may ask."""
    return count._count  # noqa: SLF001 - the one way in, beside the class
