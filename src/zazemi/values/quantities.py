"""Numbers that carry their unit in the type.

Units:   ``Fte`` full-time equivalents of direct work; ``Czk`` whole and part
         crowns as Decimal; ``Minutes`` of travel; ``Persons`` counted people;
         ``Share`` a ratio 0..1.
Raises:  NegativeQuantityError, NotANumberError.
Pure:    yes.
"""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import NewType

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

Fte = NewType("Fte", Decimal)
Czk = NewType("Czk", Decimal)
Minutes = NewType("Minutes", float)
Persons = NewType("Persons", Decimal)
Share = NewType("Share", float)

FTE_GRAIN = Decimal("0.0001")
CZK_GRAIN = Decimal("0.01")


class NegativeQuantityError(ZazemiError):
    """A need, capacity, count or amount below zero."""

    message = N_("%(name)s is %(value)s, but it cannot be negative.")
    way_out = N_("Enter zero or a positive number.")


class NotANumberError(ZazemiError):
    """Not a finite number: text, NaN or infinity."""

    message = N_("%(name)s is “%(value)s”, which is not a number.")
    way_out = N_("Write the number with digits, for example 2.5.")


def _decimal(value: Decimal | float | str, *, name: str) -> Decimal:
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise NotANumberError(params={"name": name, "value": value}) from None
    if not number.is_finite():
        raise NotANumberError(params={"name": name, "value": value})
    if number < 0:
        raise NegativeQuantityError(params={"name": name, "value": value})
    return number


def fte(value: Decimal | float | str, *, name: str = "FTE") -> Fte:
    """Read an amount of direct work, rounded to a ten-thousandth of an FTE."""
    return Fte(_decimal(value, name=name).quantize(FTE_GRAIN, rounding=ROUND_HALF_EVEN))


def czk(value: Decimal | float | str, *, name: str = "CZK") -> Czk:
    """Read an amount of money, rounded to a haléř."""
    return Czk(_decimal(value, name=name).quantize(CZK_GRAIN, rounding=ROUND_HALF_EVEN))
