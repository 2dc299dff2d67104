"""Statistics of ČSÚ: population (130149), unemployment by municipality (250169), planning data (ÚAP).

Units:   persons, per cent.
Source:  tidy files of ČSÚ: one value per row, UTF-8 in new editions, windows-1250
         in old ones. Rows of other territories, ages and indicators are passed over.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from zazemi.indicators.importers.periods import month_end, period_text
from zazemi.indicators.importers.series import SeriesImporter, passed_over
from zazemi.intake.slot import CellKind, ColumnRule, ParsedRow, Value, Values
from zazemi.intake.table import Table
from zazemi.values import codes

MUNICIPALITIES = "43"
"""The ČSÚ code list of municipalities."""
_SEXES = {"": "population", "1": "men", "2": "women"}
_TOTAL_WORDS = r"celkem|vse|uhrn"
_UNEMPLOYMENT = {"NEZ0004": "unemployed_share", "NEZ0007": "seekers"}
_KEYS = (*_SEXES.values(), *_UNEMPLOYMENT.values())
_FIRST_YEAR, _LAST_YEAR, _MONTHS = 1990, 2100, 12


def _code_list() -> ColumnRule:
    return ColumnRule(key="list", header="vuzemi_cis", aliases=("uzemi_cis",), kind=CellKind.CODE)


def _territory() -> tuple[ColumnRule, ...]:
    return (
        _code_list(),
        ColumnRule(key="code", header="vuzemi_kod", aliases=("uzemi_kod",), kind=CellKind.CODE),
        ColumnRule(
            key="name", header="vuzemi_txt", aliases=("uzemi_txt",), is_required=False, may_be_absent=True
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One value of a tidy file: of which place and period, under which key."""

    code: str
    period: dt.date
    name: str
    key: str
    value: Value


def _gathered(rows: Sequence[ParsedRow], piece_of: Callable[[Values], _Piece | None]) -> list[ParsedRow]:
    """Join values of a place and period in its first row; every other row is passed over.

    A value that the file has twice stays a row of its own, which the machine refuses.
    """
    done: list[ParsedRow] = []
    cells: dict[tuple[str, dt.date], dict[str, Value]] = {}
    for row in rows:
        piece = piece_of(row.values)
        if piece is None:
            done.append(passed_over(row))
            continue
        known = cells.get((piece.code, piece.period))
        if known is not None and known[piece.key] is None:
            known[piece.key] = piece.value
            done.append(passed_over(row))
            continue
        values: dict[str, Value] = {"code": piece.code, "period": piece.period, "name": piece.name}
        values |= dict.fromkeys(_KEYS) | {piece.key: piece.value}
        cells.setdefault((piece.code, piece.period), values)
        done.append(ParsedRow(number=row.number, values=values))
    return done


class CzsoPopulationImporter(SeriesImporter):
    """Inhabitants of municipalities by sex; rows of age groups and of other territories are passed over."""

    kind = "czso-population"
    title = _("Population by sex (ČSÚ 130149)")
    told_series = {"population": "czso.population", "men": "czso.men", "women": "czso.women"}
    columns = (
        ColumnRule(key="value", header="hodnota", kind=CellKind.WHOLE, minimum=0, unit="persons"),
        ColumnRule(
            key="sex", header="pohlavi_kod", kind=CellKind.CODE, is_required=False, missing=_TOTAL_WORDS
        ),
        ColumnRule(
            key="age", header="vek_kod", kind=CellKind.CODE, is_required=False, may_be_absent=True,
            missing=_TOTAL_WORDS,
        ),
        *_territory(),
        ColumnRule(
            key="period", header="casref_do", aliases=("obdobi",), kind=CellKind.CODE, parse=period_text
        ),
    )  # fmt: skip

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Return one row per municipality and day, of the rows for all ages."""
        return _gathered(rows, _of_all_ages)


def _of_all_ages(values: Values) -> _Piece | None:
    if values["list"] != MUNICIPALITIES or values["age"] or values["sex"] not in _SEXES:
        return None
    return _Piece(
        code=str(values["code"]),
        period=dt.date.fromisoformat(str(values["period"])),
        name=str(values["name"]),
        key=_SEXES[str(values["sex"])],
        value=values["value"],
    )


class CzsoUnemploymentImporter(SeriesImporter):
    """Job seekers and the share of unemployed by municipality and month; cancelled with 2024."""

    kind = "czso-unemployment"
    title = _("Unemployment of municipalities by month (ČSÚ 250169)")
    told_series = {"unemployed_share": "czso.unemployed_share", "seekers": "czso.seekers"}
    columns = (
        ColumnRule(key="value", header="hodnota", kind=CellKind.REAL, minimum=0, is_required=False),
        ColumnRule(key="measure", header="vuk", kind=CellKind.CODE),
        ColumnRule(
            key="year", header="rok", kind=CellKind.WHOLE, minimum=_FIRST_YEAR, maximum=_LAST_YEAR
        ),
        ColumnRule(key="month", header="mesic", kind=CellKind.WHOLE, minimum=1, maximum=_MONTHS),
        *_territory(),
    )  # fmt: skip

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Return one row per municipality and month."""
        return _gathered(rows, _of_month)


def _of_month(values: Values) -> _Piece | None:
    if values["list"] != MUNICIPALITIES or values["measure"] not in _UNEMPLOYMENT:
        return None
    return _Piece(
        code=str(values["code"]),
        period=month_end(int(str(values["year"])), int(str(values["month"]))),
        name=str(values["name"]),
        key=_UNEMPLOYMENT[str(values["measure"])],
        value=values["value"],
    )


_PLANNING: Mapping[str, str] = {
    "population": "U1_1_obyvatel",
    "aged_0_14": "U2a_4_n_0_14",
    "aged_15_64": "U2a_5_n_15_64",
    "aged_65_plus": "U2a_6_n_65plus",
    "available_seekers": "U8_2_uchazeci_dosazitelni",
    "seekers": "U8_3_uchazeci_celkem",
}


class PlanningDataImporter(SeriesImporter):
    """A selection of the planning data (ÚAP) of ČSÚ; the edition of 2020 describes 31 December 2020."""

    kind = "czso-planning-2020"
    title = _("Planning data of municipalities 2020 (ČSÚ, ÚAP)")
    edition_on = dt.date(2020, 12, 31)
    told_series = {key: f"uap.{key}" for key in _PLANNING}
    columns = (
        ColumnRule(
            key="code", header="kod_obce", kind=CellKind.CODE, max_length=6, parse=codes.municipality_code
        ),
        *(
            ColumnRule(
                key=key,
                header=header,
                pattern=rf"{header.split('_')[0].lower()}_{header.split('_')[1]}(_.*)?",
                kind=CellKind.WHOLE,
                minimum=0,
                is_required=False,
            )
            for key, header in _PLANNING.items()
        ),
    )

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Add the day of the edition, which the file does not say."""
        return [
            ParsedRow(number=row.number, values={**row.values, "period": self.edition_on}) for row in rows
        ]
