"""Mandates in words: for whom, since when, whether they count."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zazemi.accounts.models import Invitation, Mandate
from zazemi.kernel import clock


@dataclass(frozen=True, slots=True)
class MandateLine:
    """One mandate as the pages show it."""

    mandate: Mandate
    role: str
    concerns: str
    state_sign: str
    state_word: str
    is_withdrawable: bool


def lines_of(mandates: Iterable[Mandate]) -> list[MandateLine]:
    """Put mandates into words, as of today."""
    return [_line(mandate) for mandate in mandates]


def _line(mandate: Mandate) -> MandateLine:
    today = clock.today()
    behind = mandate.deputy_of
    is_counting = mandate.counts_on(today) and (behind is None or behind.counts_on(today))
    if mandate.withdrawn_at is not None:
        sign, word = "off", pgettext("mandate", "withdrawn")
    elif is_counting:
        sign, word = "run", pgettext("mandate", "counts")
    elif mandate.valid_from > today:
        sign, word = "soon", pgettext("mandate", "not yet")
    else:
        sign, word = "done", pgettext("mandate", "ended")
    return MandateLine(
        mandate=mandate,
        role=str(mandate.get_role_display()),
        concerns=concerns_of(mandate),
        state_sign=sign,
        state_word=word,
        is_withdrawable=mandate.withdrawn_at is None
        and (mandate.valid_to is None or mandate.valid_to >= today),
    )


def concerns_of(source: Mandate | Invitation) -> str:
    """Say what a role concerns: organisation, municipality, region, body."""
    parts = [
        source.organisation.name if source.organisation else "",
        source.municipality_code and _("municipality %(code)s") % {"code": source.municipality_code},
        source.region_code and _("region %(code)s") % {"code": source.region_code},
        source.body,
    ]
    return ", ".join(part for part in parts if part)
