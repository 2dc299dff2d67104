"""Foreclosures by municipality as published by the Chamber of Bailiffs (EKČR).

Units:   persons, foreclosures.
Source:  statistiky.ekcr.info, CC BY 4.0; the file does not say its day, so the
         day it was taken from the source counts unless a column says another.
"""

from django.utils.translation import gettext_lazy as _

from zazemi.indicators.importers.series import SeriesImporter
from zazemi.intake.slot import CellKind, ColumnRule
from zazemi.values import codes


class ForeclosureImporter(SeriesImporter):
    """People in foreclosure and their foreclosures."""

    kind = "ekcr-foreclosures"
    title = _("Foreclosures by municipality (EKČR)")
    told_series = {"people": "ekcr.people", "foreclosures": "ekcr.foreclosures"}
    columns = (
        ColumnRule(key="name", header="nazev_obce", is_required=False),
        ColumnRule(
            key="code", header="kod_obce_zuj", kind=CellKind.CODE, parse=codes.municipality_code
        ),
        ColumnRule(
            key="period", header="stav_ke_dni", aliases=("datum", "rozhodne_datum"), kind=CellKind.DAY,
            is_required=False, may_be_absent=True,
        ),
        ColumnRule(key="people", header="pocet_osob", kind=CellKind.WHOLE, minimum=0, unit="persons"),
        ColumnRule(key="foreclosures", header="pocet_exekuci", kind=CellKind.WHOLE, minimum=0),
    )  # fmt: skip
