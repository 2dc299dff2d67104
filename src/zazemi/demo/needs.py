"""Needs stated by invented people and two saved runs, so that the analysis has something to compare.

Units:   FTE of direct work or people, as the file says; days are offsets from the day of loading.
"""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from zazemi.analysis.models import SavedRun, StatedNeed
from zazemi.analysis.services import StatementValues, save_run, state_need, withdraw_need
from zazemi.kernel.actor import Actor
from zazemi.territory.models import Municipality, Orp

FILE = Path(__file__).with_name("stories") / "potreby_od_lidi.csv"
YEAR_DAYS = 365
_ORP_LENGTH = 4


def state_needs(*, today: dt.date, by: Actor) -> None:
    """Enter the statements of the file; nothing when there are some already."""
    if StatedNeed.objects.exists():
        return
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            record = state_need(_values(row, today), by=by)
            if row["odvolano"]:
                withdraw_need(record, why=row["odvolano"], by=by)


def save_runs(region_code: str, *, today: dt.date, by: Actor) -> None:
    """Save the state of a year ago and of today; nothing when there are runs already."""
    if SavedRun.objects.exists():
        return
    save_run(region_code, title=_("State a year ago"), day=today - dt.timedelta(days=YEAR_DAYS), by=by)
    save_run(region_code, title=_("State today"), day=today, by=by)


def _values(row: dict[str, str], today: dt.date) -> StatementValues:
    said_on = today - dt.timedelta(days=int(row["pred_dny"]))
    is_area = len(row["misto"]) == _ORP_LENGTH
    return StatementValues(
        kind=row["druh"],
        effect=row["ucinek"],
        unit=row["jednotka"],
        amount=Decimal(row["kolik"]) if row["kolik"] else None,
        statement=row["vyrok"],
        origin=row["puvod"],
        said_by=row["kdo"],
        said_on=said_on,
        valid_from=said_on,
        valid_to=said_on + dt.timedelta(days=int(row["plati_dni"])) if row["plati_dni"] else None,
        municipality=None if is_area else Municipality.objects.without_shapes().get(code=row["misto"]),
        orp=Orp.objects.get(code=row["misto"]) if is_area else None,
        target_group=row["skupina"],
        reference=row["podklad"],
    )
