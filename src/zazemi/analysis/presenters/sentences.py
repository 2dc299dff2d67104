"""Sentences of the problem analysis: the answer of the page, the reason of a verdict, with the numbers.

Units:   FTE with two decimals in rows, one in sums; minutes whole.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.analysis.choices import KINDS, kind_name
from zazemi.analysis.selectors import GapRow, GapTable, worst_verdict
from zazemi.measures.gaps import ReasonKind, Verdict
from zazemi.ui.typography import day_text, fte_text, minutes_text, number_text, percent_text
from zazemi.values.services import ServiceKind

ROW_DECIMALS = 2


def reason_sentence(row: GapRow) -> str:
    """Say why the verdict of a row is what it is."""
    numbers = row.gap.reason.numbers
    words = {
        "need": fte_text(row.gap.need, ROW_DECIMALS),
        "served": number_text(row.gap.served, ROW_DECIMALS),
        "share": percent_text(row.gap.served_share),
        "limit_fte": number_text(numbers.get("limit_fte"), ROW_DECIMALS),
        "limit": minutes_text(numbers.get("limit_minutes")),
        "nearest": minutes_text(numbers.get("nearest_minutes")),
        "over": minutes_text(numbers.get("over_minutes")),
        "place": row.nearest.place.municipality_name if row.nearest else "",
    }
    return _sentence(row.gap.reason.kind, row, words) % words


_MET = (Verdict.NOT_NEEDED, Verdict.SUFFICIENT)


def border_words(row: GapRow) -> str:
    """Say that the nearest place is near the limit of reach, or that places over the border may help."""
    said = []
    if row.gap.is_near_limit and row.gap.verdict is not Verdict.NOT_NEEDED:
        said.append(gettext("Near the limit of reach."))
    if row.is_at_border and row.gap.verdict not in _MET:
        said.append(gettext("At the border of the region; places beyond it are not counted."))
    return " ".join(said)


def funding_sentence(row: GapRow) -> str:
    """Say that money of places that serve the municipality ends soon; empty when it does not."""
    if row.funding is None:
        return ""
    return gettext("Money for %(fte)s of it ends on %(day)s.") % {
        "fte": fte_text(row.funding.fte, ROW_DECIMALS),
        "day": day_text(row.funding.on),
    }


def _sentence(kind: ReasonKind, row: GapRow, words: dict[str, str]) -> str:
    counted = row.gap.places_in_reach
    if kind is ReasonKind.CAPACITY_NOT_CONVERTED:
        counted = int(row.gap.reason.numbers.get("unknown_places", 0))
    if kind is ReasonKind.OTHER_TARGET_GROUP:
        counted = int(row.gap.reason.numbers.get("other_places", 0))
    words["places"] = number_text(counted)
    plain = {
        ReasonKind.NEED_BELOW_LIMIT: gettext("The need of %(need)s is under the limit of %(limit_fte)s."),
        ReasonKind.NO_REGISTER: gettext(
            "The need is %(need)s; no register of services is loaded for the region."
        ),
        ReasonKind.NO_PLACE_ANYWHERE: gettext(
            "The need is %(need)s; the service has no place in the region."
        ),
        ReasonKind.NO_PLACE_IN_REACH: gettext(
            "The nearest place (%(place)s) is %(nearest)s away, %(over)s more than the service reaches."
        ),
    }
    counting = {
        ReasonKind.OTHER_TARGET_GROUP: ngettext(
            "%(places)s place in reach serves other people than the chosen target group.",
            "%(places)s places in reach serve other people than the chosen target group.",
            counted,
        ),
        ReasonKind.CAPACITY_NOT_CONVERTED: ngettext(
            "%(places)s place in reach has a capacity that cannot be converted to FTE.",
            "%(places)s places in reach have a capacity that cannot be converted to FTE.",
            counted,
        ),
        ReasonKind.NOTHING_LEFT_IN_REACH: ngettext(
            "%(places)s place is in reach, but has no capacity to divide.",
            "%(places)s places are in reach, but have no capacity to divide.",
            counted,
        ),
        ReasonKind.SHARED_WITH_OTHERS: ngettext(
            "%(places)s place in reach is shared: %(served)s of %(need)s reach here (%(share)s).",
            "%(places)s places in reach are shared: %(served)s of %(need)s reach here (%(share)s).",
            counted,
        ),
        ReasonKind.MOSTLY_SERVED: ngettext(
            "%(places)s place in reach serves %(served)s of %(need)s (%(share)s).",
            "%(places)s places in reach serve %(served)s of %(need)s (%(share)s).",
            counted,
        ),
    }
    return plain.get(kind) or counting[kind]


def answer(table: GapTable, kind: ServiceKind | None) -> SafeString:
    """Say the state of the region in one sentence or two, for one kind or for all together."""
    if not table.rows:
        return format_html(
            "{}", gettext("There are no indicators for this region yet, so no need can be told.")
        )
    if not table.has_register:
        return _answer_without_register(table, kind)
    total = table.total if kind is None else table.totals[kind]
    worst = _worst(table, kind)
    asked = len(worst)
    if kind is None:
        text = ngettext(
            "In {missing} of {all} municipality a needed service is missing, in {short} more insufficient.",
            "In {missing} of {all} municipalities a needed service is missing, in {short} more insufficient.",
            asked,
        )
    else:
        text = ngettext(
            "{kind}: missing in {missing} of {all} municipality, insufficient in {short} more.",
            "{kind}: missing in {missing} of {all} municipalities, insufficient in {short} more.",
            asked,
        )
    first = format_html(
        text,
        kind="" if kind is None else kind_name(kind),
        missing=_bold(number_text(worst.count(Verdict.MISSING))),
        all=number_text(asked),
        short=_bold(number_text(worst.count(Verdict.INSUFFICIENT))),
    )
    lacking = format_html(gettext("{fte} is lacking."), fte=_bold(fte_text(total.shortfall)))
    if not total.unknown_need:
        return format_html("{} {}", first, lacking)
    open_end = format_html(
        gettext("For {fte} of the need it is not known."), fte=fte_text(total.unknown_need)
    )
    return format_html("{} {} {}", first, lacking, open_end)


def _answer_without_register(table: GapTable, kind: ServiceKind | None) -> SafeString:
    total = table.total if kind is None else table.totals[kind]
    return format_html(
        gettext(
            "The need in the region is {fte}. No register of services is loaded for it, "
            "so what is missing and what suffices is {unknown}."
        ),
        fte=_bold(fte_text(total.need)),
        unknown=_bold(gettext("not known")),
    )


def municipality_answer(rows: Sequence[GapRow]) -> SafeString:
    """Say the state of one municipality: what it needs, what reaches it, what is missing."""
    need = sum(row.gap.need for row in rows)
    if not all(row.is_known for row in rows):
        return format_html(
            gettext(
                "The municipality needs {need} of prevention services; what reaches it is not fully known."
            ),
            need=_bold(fte_text(need, ROW_DECIMALS)),
        )
    shortfall = sum(row.gap.shortfall for row in rows)
    return format_html(
        gettext(
            "The municipality needs {need} of prevention services, {served} reaches it, {lacking} is lacking."
        ),
        need=_bold(fte_text(need, ROW_DECIMALS)),
        served=_bold(number_text(need - shortfall, ROW_DECIMALS)),
        lacking=_bold(number_text(shortfall, ROW_DECIMALS)),
    )


def _worst(table: GapTable, kind: ServiceKind | None) -> list[Verdict]:
    kinds = KINDS if kind is None else (kind,)
    return [
        worst_verdict([row for row in rows if row.gap.service_kind in kinds])
        for rows in table.by_municipality().values()
    ]


def _bold(text: str) -> SafeString:
    return format_html("<b>{}</b>", text)
