"""What leaves the room as files: the profile of a municipality, tables of indicators."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext

from zazemi.documents.cells import Column, Kind, Row, Sheet, Source
from zazemi.documents.csv_text import write_csv
from zazemi.documents.municipality_profile import TEMPLATE
from zazemi.documents.pdf import render_pdf
from zazemi.documents.xlsx import write_workbook
from zazemi.indicators.choices import Level
from zazemi.indicators.presenters.catalogue import formula_text, side_text
from zazemi.indicators.presenters.change import ChangePage
from zazemi.indicators.presenters.matrix import IndexPage
from zazemi.indicators.presenters.profile import profile_paper, profile_title
from zazemi.indicators.presenters.similar import SimilarPage
from zazemi.indicators.selectors import YearOfIndex
from zazemi.indicators.selectors.indicator_tables import IndicatorTable, UnitValue
from zazemi.kernel import clock

PDF_CONTENT_TYPE = "application/pdf"
CSV_CONTENT_TYPE = "text/csv"


def profile_pdf(
    page: IndexPage, years: Sequence[YearOfIndex], change: ChangePage | None, similar: SimilarPage
) -> bytes:
    """Typeset the one-page profile: PDF/A-2a and PDF/UA-1."""
    return render_pdf(
        TEMPLATE,
        profile_paper(page, years, change, similar),
        title=profile_title(page),
        issued_at=page.result.computation.computed_at,
        language=(get_language() or "cs")[:2],
    )


def indicator_xlsx(table: IndicatorTable) -> bytes:
    """Write the table of an indicator as a workbook: municipalities, units above them, sources."""
    indicator = table.indicator
    units = [*table.orps, *table.districts] if table.level is Level.MUNICIPALITY else []
    sheets = [
        Sheet(
            name=gettext("Municipalities") if table.level is Level.MUNICIPALITY else gettext("Districts"),
            columns=_columns(table),
            rows=_rows(table.rows, table),
            note=f"{indicator.name}: {formula_text(indicator)}; {indicator.source}",
        ),
        Sheet(name=gettext("Regions"), columns=_columns(table), rows=_rows(table.regions, table)),
    ]
    if units:
        sheets.insert(
            1,
            Sheet(name=gettext("ORP and districts"), columns=_columns(table), rows=_rows(units, table)),
        )
    return write_workbook(
        sheets,
        title=f"{indicator.name}, {table.period.isoformat()}",
        sources=[
            Source(
                name=run.file_name,
                publisher=run.source,
                licence=run.licence,
                taken_on=run.taken_on,
                sha256=run.file_sha256,
            )
            for run in table.runs
        ],
        written_at=clock.now(),
    )


def indicator_csv(table: IndicatorTable) -> bytes:
    """Write the municipalities (or districts) of an indicator as CSV."""
    return write_csv(_columns(table), _rows(table.rows, table))


def _columns(table: IndicatorTable) -> list[Column]:
    indicator = table.indicator
    columns = [
        Column(key="code", title=gettext("Code"), width=12),
        Column(key="name", title=gettext("Municipality or unit")),
        Column(key="period", title=gettext("Last day of the period"), kind=Kind.DATE),
        Column(
            key="value",
            title=indicator.name,
            kind=Kind.NUMBER,
            unit=indicator.unit,
            decimals=indicator.decimals,
        ),
        Column(key="left", title=side_text(indicator.left), kind=Kind.NUMBER, width=24),
    ]
    if indicator.right:
        columns.append(Column(key="right", title=side_text(indicator.right), kind=Kind.NUMBER, width=24))
    columns.append(Column(key="counted", title=gettext("Known"), kind=Kind.INT))
    columns.append(Column(key="total", title=gettext("Of all"), kind=Kind.INT))
    return columns


def _rows(units: Sequence[UnitValue], table: IndicatorTable) -> list[Row]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "period": table.period,
            "value": one.value,
            "left": one.left,
            "right": one.right,
            "counted": one.counted,
            "total": one.total,
        }
        for one in units
    ]
