"""The one-page profile of a municipality: what stands in it, in which order."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from zazemi.documents.council_plan import KeyFigure, PaperColumn, PaperTable
from zazemi.documents.municipality_profile import MunicipalityProfilePaper
from zazemi.indicators.presenters.change import ChangePage
from zazemi.indicators.presenters.matrix import Cell, IndexPage, Row
from zazemi.indicators.presenters.similar import SimilarPage
from zazemi.indicators.selectors import YearOfIndex
from zazemi.intake.models import ImportRun
from zazemi.measures.indicator_sets import MAXIMUM_POINTS
from zazemi.ui.typography import day_text, nbsp, number_text
from zazemi.ui.words import index_class_word

_YEARS_SHOWN = 6
_LONGEST_COLUMN = "2.1fr"


def profile_paper(
    page: IndexPage, years: Sequence[YearOfIndex], change: ChangePage | None, similar: SimilarPage
) -> MunicipalityProfilePaper:
    """Put the profile together from what the page of the municipality shows."""
    result = page.result
    place = result.municipality
    return MunicipalityProfilePaper(
        organisation=place.region.name,
        kicker=gettext("Index of social exclusion %(year)s") % {"year": result.computation.year},
        answer=nbsp(_answer(page, change)),
        issued_on=day_text(result.computation.computed_at.date()),
        figures=_figures(page, change),
        measures=_measures(page),
        change=_change(change),
        pairs=[_series(years), _similar(similar)],
        sources=[nbsp(line) for line in _sources(page)],
        caution=nbsp(page.caution) if page.rules.is_provisional else "",
        invented=gettext("The municipality and its numbers are made up.")
        if place.region.is_fictional
        else "",
    )


def profile_title(page: IndexPage) -> str:
    """Title of the paper."""
    place = page.result.municipality
    return gettext("%(name)s: profile of the municipality") % {"name": place.name}


def _answer(page: IndexPage, change: ChangePage | None) -> str:
    said = gettext("The index of social exclusion is %(points)s of %(most)s.") % {
        "points": page.result.index,
        "most": page.rules.maximum,
    }
    if page.most:
        named = ", ".join(f"{name.lower()} ({points})" for name, points in page.most)
        said = f"{said} {gettext('Most points:')} {named}."
    return f"{said} {change.sentence}" if change else said


def _figures(page: IndexPage, change: ChangePage | None) -> list[KeyFigure]:
    result = page.result
    figures = [
        KeyFigure(
            label=gettext("Index"),
            value=str(result.index),
            unit=gettext("of %(most)s") % {"most": page.rules.maximum},
            note=index_class_word(result.index) if page.has_classes else "",
        )
    ]
    if change:
        figures.append(
            KeyFigure(
                label=gettext("Since %(year)s") % {"year": change.older.year},
                value=number_text(change.whole.total, sign=True),
                unit=gettext("points"),
            )
        )
    figures.append(
        KeyFigure(
            label=gettext("Fragile measures"),
            value=str(page.fragile),
            note=gettext("one person decides"),
        )
    )
    figures.append(
        KeyFigure(
            label=gettext("Inhabitants aged 15 and over"),
            value=number_text(result.input_row.population_15_plus),
        )
    )
    return figures


def _measures(page: IndexPage) -> PaperTable:
    return PaperTable(
        title=gettext("What makes the index"),
        columns=[
            PaperColumn(title=gettext("Field of the index"), width=_LONGEST_COLUMN),
            *(PaperColumn(title=name, width="2fr") for name, _note in page.heads),
            PaperColumn(title=gettext("Points"), is_number=True),
        ],
        rows=[
            [_row_head(row), *(_cell_text(cell) for cell in row.cells), str(row.points)] for row in page.rows
        ],
        total=[gettext("Index in total"), *([""] * len(page.heads)), str(page.result.index)],
    )


def _row_head(row: Row) -> str:
    """The field, and what its quotient is compared with."""
    return nbsp("\n".join([row.name, *(cell.base_words for cell in row.cells if cell.base_words)]))


def _cell_text(cell: Cell) -> str:
    lines = [
        f"{cell.value} ({cell.points}/{MAXIMUM_POINTS}), {cell.threshold_words}",
        cell.fragile_words or next(iter(cell.next_words), ""),
        cell.before_words,
    ]
    return nbsp("\n".join(line for line in lines if line))


def _change(change: ChangePage | None) -> PaperTable | None:
    if change is None:
        return None
    whole = change.whole

    def numbers(part: object) -> list[str]:
        return [number_text(getattr(part, key), sign=True) for key in ("method", "reality", "base")]

    return PaperTable(
        title=gettext("Why the index changed between %(older)s and %(newer)s")
        % {"older": change.older.year, "newer": change.newer.year},
        columns=[
            PaperColumn(title=gettext("Field of the index"), width="2fr"),
            PaperColumn(title=str(change.older.year), is_number=True, width="1fr"),
            PaperColumn(title=gettext("Rules"), is_number=True, width="1fr"),
            PaperColumn(title=gettext("Own numbers"), is_number=True, width="1fr"),
            PaperColumn(title=gettext("Country and region"), is_number=True, width="1fr"),
            PaperColumn(title=str(change.newer.year), is_number=True, width="1fr"),
        ],
        rows=[
            [row.name, str(row.part.before), *numbers(row.part), str(row.part.after)] for row in change.rows
        ],
        total=[gettext("Index in total"), str(whole.before), *numbers(whole), str(whole.after)],
    )


def _series(years: Sequence[YearOfIndex]) -> PaperTable:
    shown = list(years)[-_YEARS_SHOWN:]
    return PaperTable(
        title=gettext("Over the years"),
        columns=[
            PaperColumn(title=gettext("Year"), width="1fr"),
            PaperColumn(title=gettext("Index"), is_number=True, width="1fr"),
            PaperColumn(title=gettext("Rules"), width="2fr"),
        ],
        rows=[
            [
                str(one.year),
                gettext("%(index)s of %(most)s") % {"index": one.result.index, "most": one.rules.maximum},
                one.rules.name,
            ]
            for one in shown
        ],
        note=gettext("Results of different rules cannot be compared.")
        if len({one.rules.version for one in shown}) > 1
        else "",
    )


def _similar(similar: SimilarPage) -> PaperTable:
    return PaperTable(
        title=gettext("Similar municipalities of the region"),
        columns=[
            PaperColumn(title=gettext("Municipality"), width="2fr"),
            PaperColumn(title=gettext("Aged 15+"), is_number=True, width="1fr"),
            PaperColumn(title=gettext("Index"), is_number=True, width="1fr"),
        ],
        rows=[[row.name, number_text(row.population), str(row.index)] for row in similar.rows],
        note=gettext("In the order of names, by size and shares; no ranking."),
    )


def _sources(page: IndexPage) -> list[str]:
    lines = [
        gettext("Source: %(source)s; file %(file)s, SHA-256 %(sha)s.")
        % {"source": _source_text(run), "file": run.file_name, "sha": run.file_sha256[:16]}
        for run in page.sources
    ]
    rules = gettext("Recomputed by the rules %(name)s, derived from the official data of 2023.") % {
        "name": page.rules.name
    }
    fields = ngettext("%(n)s field", "%(n)s fields", len(page.rules.rules)) % {"n": len(page.rules.rules)}
    lines.append(" ".join(part for part in (f"{rules} ({fields})", page.caution, page.published) if part))
    lines.append(gettext("The index describes the burden of a territory, not the people who live in it."))
    return lines


def _source_text(run: ImportRun) -> str:
    parts = [run.source, run.licence, day_text(run.taken_on) if run.taken_on else ""]
    return ", ".join(part for part in parts if part)
