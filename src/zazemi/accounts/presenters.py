"""Mandates in words: for whom, since when, whether they count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zazemi.accounts.models import Invitation, Mandate
from zazemi.kernel import clock
from zazemi.territory.models import Municipality, Region


@dataclass(frozen=True, slots=True)
class MandateLine:
    """One mandate as the pages show it."""

    mandate: Mandate
    role: str
    concerns: str
    state_sign: str
    state_word: str
    is_withdrawable: bool


def lines_of(mandates: Iterable[Mandate], names: Mapping[str, str] | None = None) -> list[MandateLine]:
    """Put mandates into words, as of today; ``names`` as ``names_of`` gives them."""
    shown = list(mandates)
    known = names_of(shown) if names is None else names
    return [_line(mandate, known) for mandate in shown]


def _line(mandate: Mandate, names: Mapping[str, str]) -> MandateLine:
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
        concerns=concerns_of(mandate, names),
        state_sign=sign,
        state_word=word,
        is_withdrawable=mandate.withdrawn_at is None
        and (mandate.valid_to is None or mandate.valid_to >= today),
    )


def names_of(sources: Sequence[Mandate | Invitation]) -> dict[str, str]:
    """Return names of the regions and municipalities of many roles by code, in two questions."""
    regions = {one.region_code for one in sources if one.region_code}
    towns = {one.municipality_code for one in sources if one.municipality_code}
    found = dict(Region.objects.filter(code__in=regions).values_list("code", "name")) if regions else {}
    if towns:
        found |= dict(Municipality.objects.filter(code__in=towns).values_list("code", "name"))
    return found


def concerns_of_all(invitations: Sequence[Invitation]) -> list[tuple[Invitation, str]]:
    """Return invitations with what they concern."""
    names = names_of(invitations)
    return [(invitation, concerns_of(invitation, names)) for invitation in invitations]


def concerns_of(source: Mandate | Invitation, names: Mapping[str, str] | None = None) -> str:
    """Say what a role concerns: organisation, municipality, region, body; by code where it is not loaded."""
    known = names_of([source]) if names is None else names
    town, region = source.municipality_code, source.region_code
    parts = [
        source.organisation.name if source.organisation else "",
        known.get(town) or (town and _("municipality %(code)s") % {"code": town}),
        known.get(region) or (region and _("region %(code)s") % {"code": region}),
        source.body,
    ]
    return ", ".join(part for part in parts if part)
