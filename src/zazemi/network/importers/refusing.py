"""What is refused in our workbook beyond what one cell says.

Pure of writing: queries run per file, never per row.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from zazemi.intake.slot import ParsedRow, Refusal
from zazemi.network.importers.lines import Line, lines_of, stored_lines
from zazemi.network.selectors import territory_names
from zazemi.parties.models import Organisation
from zazemi.territory.models import Municipality
from zazemi.values.names import folded
from zazemi.values.text import N_

_DECIMALS = 2


def refusals(rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
    """Refuse unknown municipalities, reversed days, overlaps, one IČO with two names."""
    lines = lines_of(rows)
    yield from _unknown_municipalities(lines)
    yield from _unknown_territories(lines)
    yield from _wrong_values(lines)
    yield from _two_names(lines)
    yield from _stored_without_ico(lines)
    yield from _overlaps(rows, lines)


def _unknown_municipalities(lines: Sequence[tuple[ParsedRow, Line]]) -> Iterator[Refusal]:
    named = {line.municipality for _row, line in lines}
    known = set(Municipality.objects.filter(code__in=named).order_by().values_list("code", flat=True))
    for row, line in lines:
        if line.municipality not in known:
            yield Refusal(
                row=row.number,
                column="municipality",
                cell=line.municipality,
                message=N_("No municipality has this code."),
                way_out=N_("Look up the six-digit code on the page of the municipality."),
            )


def _unknown_territories(lines: Sequence[tuple[ParsedRow, Line]]) -> Iterator[Refusal]:
    known = territory_names({line.territory for _row, line in lines})
    for row, line in lines:
        if line.territory and line.territory not in known:
            yield Refusal(
                row=row.number,
                column="territory",
                cell=line.territory,
                message=N_("No territory has this code."),
                way_out=N_("Write the code of a municipality (six digits), of an ORP (four) or of a region."),
            )


def _wrong_values(lines: Sequence[tuple[ParsedRow, Line]]) -> Iterator[Refusal]:
    for row, line in lines:
        if line.last_day < line.valid_from:
            yield Refusal(
                row=row.number,
                column="valid_to",
                cell=str(line.valid_to),
                message=N_("The last day lies before the first one."),
                way_out=N_("Swap the two days or leave the last one empty."),
            )
        if line.value != round(line.value, _DECIMALS):
            yield Refusal(
                row=row.number,
                column="value",
                cell=str(line.value),
                message=N_("A capacity has at most two decimal places."),
                way_out=N_("Round it."),
            )


def _two_names(lines: Sequence[tuple[ParsedRow, Line]]) -> Iterator[Refusal]:
    first: dict[str, tuple[int, str]] = {}
    for row, line in lines:
        number, name = first.setdefault(line.ico, (row.number, line.provider))
        if line.ico and line.provider != name:
            yield Refusal(
                row=row.number,
                column="provider",
                cell=line.provider,
                message=N_("With the same IČO row %(first)s names the provider “%(name)s”."),
                way_out=N_("Write one name, or correct the IČO."),
                params={"first": number, "name": name},
            )


def _stored_without_ico(lines: Sequence[tuple[ParsedRow, Line]]) -> Iterator[Refusal]:
    names = {folded(line.provider) for _row, line in lines if line.ico}
    nameless = Organisation.objects.filter(ico="", merged_into=None, name_folded__in=names).order_by()
    stored = set(nameless.values_list("name_folded", flat=True))
    for row, line in lines:
        if line.ico and folded(line.provider) in stored:
            yield Refusal(
                row=row.number,
                column="ico",
                cell=line.ico,
                message=N_("The provider “%(name)s” is stored without an IČO."),
                way_out=N_("Leave the IČO empty, or let the regional office enter it at the provider."),
                params={"name": line.provider},
            )


def _overlaps(rows: Sequence[ParsedRow], lines: Sequence[tuple[ParsedRow, Line]]) -> Iterator[Refusal]:
    spans: dict[object, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    in_file = {line.key for _row, line in lines}
    for _pk, stored in stored_lines(rows):
        if stored.key not in in_file:
            spans[stored.series].append((stored.valid_from, stored.last_day))
    for row, line in lines:
        others = spans[line.series]
        if any(first <= line.last_day and line.valid_from <= last for first, last in others):
            yield Refusal(
                row=row.number,
                column="valid_from",
                cell=line.valid_from.isoformat(),
                message=N_("The place has another capacity in this unit and form on the same days."),
                way_out=N_("End that one first: fill in its last day."),
            )
        others.append((line.valid_from, line.last_day))
