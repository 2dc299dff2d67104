"""Official codes of territory and organisations.

Source:  ČSÚ and RÚIAN code lists: municipality six digits (500011-599999), ORP
         four digits, district LAU 1 ``CZ0xxx``, region NUTS 3 ``CZ0xx``; IČO by
         Act 304/2013, check digit modulo 11.
Raises:  InvalidCodeError for a text that is no such code.
Pure:    yes.
"""

import re
from typing import NewType

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

MunicipalityCode = NewType("MunicipalityCode", str)
OrpCode = NewType("OrpCode", str)
DistrictCode = NewType("DistrictCode", str)
RegionCode = NewType("RegionCode", str)
Ico = NewType("Ico", str)

_ICO_DIGITS = 8
_ICO_MODULUS = 11


class InvalidCodeError(ZazemiError):
    """The text is not an official code of the asked kind."""

    message = N_("“%(text)s” is not a code of the kind %(kind)s.")
    way_out = N_("Expected %(expected)s.")


def _parse(text: str, *, pattern: str, kind: str, expected: str) -> str:
    cleaned = text.strip()
    if not re.fullmatch(pattern, cleaned):
        raise InvalidCodeError(params={"text": text, "kind": kind, "expected": expected})
    return cleaned


def municipality_code(text: str) -> MunicipalityCode:
    """Read a six-digit code of a municipality, such as ``564265``."""
    return MunicipalityCode(
        _parse(
            text, pattern=r"[5-9]\d{5}", kind=N_("municipality"), expected=N_("six digits, such as 564265")
        )
    )


def orp_code(text: str) -> OrpCode:
    """Read a four-digit code of a municipality with extended powers (ORP)."""
    return OrpCode(_parse(text, pattern=r"\d{4}", kind=N_("ORP"), expected=N_("four digits, such as 5102")))


def district_code(text: str) -> DistrictCode:
    """Read a LAU 1 code of a district, such as ``CZ0513``."""
    return DistrictCode(
        _parse(
            text,
            pattern=r"CZ0[0-9A-Z]{3}",
            kind=N_("district"),
            expected=N_("CZ0 and three characters, such as CZ0513"),
        )
    )


def region_code(text: str) -> RegionCode:
    """Read a NUTS 3 code of a region, such as ``CZ051``."""
    return RegionCode(
        _parse(
            text,
            pattern=r"CZ0[0-9A-Z]{2}",
            kind=N_("region"),
            expected=N_("CZ0 and two characters, such as CZ051"),
        )
    )


def ico(text: str) -> Ico:
    """Read an IČO, left-padded with zeros to eight digits, and check its last digit."""
    cleaned = re.sub(r"\s", "", text)
    if not re.fullmatch(r"\d{1,8}", cleaned) or not _check_digit_fits(cleaned.zfill(_ICO_DIGITS)):
        raise InvalidCodeError(
            params={"text": text, "kind": N_("IČO"), "expected": N_("eight digits with a valid check digit")}
        )
    return Ico(cleaned.zfill(_ICO_DIGITS))


def _check_digit_fits(digits: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
    return (_ICO_MODULUS - weighted % _ICO_MODULUS) % 10 == int(digits[7])
