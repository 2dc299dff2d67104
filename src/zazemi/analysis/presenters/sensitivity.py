"""What the verdicts hang on: assumptions by the number of flips, and flips of one municipality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.analysis.choices import KIND_SHORT, kind_name
from zazemi.analysis.forms.need_models import coefficient_text
from zazemi.analysis.selectors.need_models import COMMON_NAMES, KIND_COEFFICIENT_NAMES
from zazemi.analysis.selectors.sensitivity import MOVES, Assumption, Flip, Sensitivity
from zazemi.measures.gaps import Verdict
from zazemi.network.choices import CapacityUnit
from zazemi.ui.typography import number_text
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

MOST_MUNICIPALITIES = 120
_NAMES = {
    "needed_from_fte": N_("needed from (FTE)"),
    "sufficient_from_share": N_("sufficient from (share of the need)"),
    "decay_full_minutes": N_("distance does not weaken use up to (min)"),
    "decay_at_limit": N_("use at the limit of reach (share)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAssumption:
    """An assumption with the flips of both moves."""

    name: str
    kinds: str
    value: str
    less: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFlip:
    """A verdict that flips when an assumption moves."""

    kind: str
    name: str
    move: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFragile:
    """A municipality with the flips of its verdicts."""

    name: str
    url: str
    flips: Sequence[ShownFlip]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityPage:
    """Everything the page shows."""

    answer: SafeString
    rows: Sequence[ShownAssumption]
    silent: int
    municipalities: Sequence[ShownFragile]
    hidden: int


def sensitivity_page(found: Sensitivity, names: Mapping[str, str]) -> SensitivityPage:
    """Put the page together; ``names`` are the names of municipalities in the order of the page."""
    codes = [code for code in names if code in found.flips]
    told = [row for row in found.rows if row.most]
    return SensitivityPage(
        answer=_answer(found),
        rows=[
            ShownAssumption(
                name=assumption_name(row.assumption),
                kinds=_kinds(row.assumption),
                value=coefficient_text(row.assumption.value),
                less=row.flips.get(MOVES[0], 0),
                more=row.flips.get(MOVES[1], 0),
            )
            for row in told
        ],
        silent=len(found.rows) - len(told),
        municipalities=[
            ShownFragile(
                name=names[code],
                url=reverse("analysis:municipality", args=[code]),
                flips=shown_flips(found.flips[code]),
            )
            for code in codes[:MOST_MUNICIPALITIES]
        ],
        hidden=max(len(codes) - MOST_MUNICIPALITIES, 0),
    )


def shown_flips(flips: Sequence[Flip]) -> list[ShownFlip]:
    """Put flips into words."""
    return [
        ShownFlip(
            kind=str(KIND_SHORT[flip.kind]),
            name=assumption_name(flip.assumption),
            move=f"{number_text(flip.percent, sign=True)} %",
            before=flip.before,
            after=flip.after,
        )
        for flip in flips
    ]


def assumption_name(one: Assumption) -> str:
    """Name an assumption."""
    last = one.name.rsplit(".", 1)[-1]
    if one.group == "reach":
        return gettext("reach (min)")
    if one.group == "norm":
        return gettext("FTE for one unit of capacity: %(unit)s") % {"unit": CapacityUnit(last).label}
    if one.group == "coefficient":
        return gettext({**COMMON_NAMES, **KIND_COEFFICIENT_NAMES}[last])
    return gettext(_NAMES[one.name])


def _kinds(one: Assumption) -> str:
    return gettext("all kinds") if len(one.kinds) > 1 else kind_name(ServiceKind(one.kinds[0]))


def _answer(found: Sensitivity) -> SafeString:
    text = ngettext(
        "{n} of {all} verdicts is another one when a single assumption moves by 20 %.",
        "{n} of {all} verdicts are other ones when a single assumption moves by 20 %.",
        found.fragile,
    )
    return format_html(
        text,
        n=format_html("<b>{}</b>", number_text(found.fragile)),
        all=number_text(found.verdicts),
    )
