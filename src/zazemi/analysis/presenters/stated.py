"""Needs that people state, as they are listed: what counts, what counted, in whose words."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.analysis.choices import NeedEffect, NeedUnit, kind_name
from zazemi.analysis.models import StatedNeed
from zazemi.analysis.selectors.stated import StatedHere
from zazemi.ui.typography import day_text, fte_text, number_text
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """One statement as it is read."""

    record: StatedNeed
    place: str
    is_area: bool
    kind: str
    group: str
    amount: str
    effect: str
    state: str
    state_word: str
    counts: bool


def shown_statements(
    statements: Iterable[StatedNeed], day: dt.date, *, groups: Mapping[str, str]
) -> list[ShownStatement]:
    """Put statements into words; ``groups`` are the labels of target groups."""
    return [_shown(one, day, groups) for one in statements]


def stated_sentence(here: StatedHere) -> str:
    """Say publicly that people changed a need: how, on what occasion, when; never in whose words."""
    one = here.statement
    words = {
        "origin": one.get_origin_display(),
        "day": day_text(one.said_on),
        "place": gettext("for the whole area of ORP") if one.orp_id else gettext("for the municipality"),
        "fte": fte_text(here.fte, 2),
    }
    if here.fte is None:
        return gettext("Needed by people (%(origin)s, %(day)s), without a number.") % words
    if one.effect == NeedEffect.OVERRIDES:
        said = gettext("Replaced by people (%(origin)s, %(day)s): %(fte)s %(place)s.")
    else:
        said = gettext("Complemented by people (%(origin)s, %(day)s): %(fte)s %(place)s.")
    return said % words


def _shown(one: StatedNeed, day: dt.date, groups: Mapping[str, str]) -> ShownStatement:
    state, word = _state(one, day)
    return ShownStatement(
        record=one,
        place=str(one.municipality or one.orp),
        is_area=one.orp_id is not None,
        kind=kind_name(ServiceKind(one.kind)),
        group=groups.get(one.target_group, one.target_group),
        amount=_amount(one),
        effect=one.get_effect_display(),
        state=state,
        state_word=word,
        counts=state == "run",
    )


def _amount(one: StatedNeed) -> str:
    if one.unit == NeedUnit.NEEDED or one.amount is None:
        return gettext("needed")
    if one.unit == NeedUnit.FTE:
        return fte_text(one.amount, 2)
    return gettext("%(n)s people") % {"n": number_text(one.amount)}


def _state(one: StatedNeed, day: dt.date) -> tuple[str, str]:
    if one.withdrawn_on is not None and one.withdrawn_on <= day:
        return "off", gettext("withdrawn %(day)s") % {"day": day_text(one.withdrawn_on)}
    if one.valid_to is not None and one.valid_to < day:
        return "done", gettext("ended %(day)s") % {"day": day_text(one.valid_to)}
    if one.valid_from > day:
        return "soon", gettext("from %(day)s") % {"day": day_text(one.valid_from)}
    return "run", gettext("counts")


def counting_first(shown: Sequence[ShownStatement]) -> list[ShownStatement]:
    """Those that count first, otherwise in the order given."""
    return sorted(shown, key=_not_counting)


def _not_counting(one: ShownStatement) -> bool:
    return not one.counts
