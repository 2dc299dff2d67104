"""Travel matrix of a routing service (OSRM, Mapy): one row for each way from a municipality to another.

Units:   kilometres on the road, minutes by car one way.
Source:  CSV ``from,to,km,min``; who computed it and when is said at the import.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Values
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.kernel.actor import Actor
from zazemi.territory.importers.population import unknown_municipalities
from zazemi.territory.importers.typed import real_of, text_of
from zazemi.territory.models import LONGEST_WAY_MINUTES, TravelTime
from zazemi.values import codes
from zazemi.values.text import N_

_BATCH = 2000
_LONGEST_KM = 1000


class TravelMatrixImporter(Importer):
    """Ways between municipalities."""

    kind = "travel-matrix"
    title = _("Travel matrix between municipalities")
    own_limits = CONSOLE_LIMITS
    columns = (
        ColumnRule(
            key="from",
            header="from",
            aliases=("z", "odkud"),
            kind=CellKind.CODE,
            parse=codes.municipality_code,
        ),
        ColumnRule(
            key="to", header="to", aliases=("do", "kam"), kind=CellKind.CODE, parse=codes.municipality_code
        ),
        ColumnRule(
            key="km",
            header="km",
            kind=CellKind.REAL,
            minimum=0,
            maximum=_LONGEST_KM,
            unit="km",
            is_required=False,
            may_be_absent=True,
        ),
        ColumnRule(
            key="min",
            header="min",
            aliases=("minut", "minutes"),
            kind=CellKind.REAL,
            minimum=0,
            maximum=LONGEST_WAY_MINUTES,
            unit="min",
            hint=_("Minutes by car one way. A way given only one way counts for the way back too."),
        ),
    )

    def key(self, values: Values) -> str:
        """Return both ends."""
        return f"{text_of(values['from'])}/{text_of(values['to'])}"

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored ways that start where the ways of the file start."""
        starts = {text_of(row.values["from"]) for row in rows}
        stored = TravelTime.objects.filter(origin_id__in=starts).values_list(
            "origin_id", "target_id", "km", "minutes"
        )
        return {
            f"{origin}/{target}": {"from": origin, "to": target, "km": km, "min": minutes}
            for origin, target, km, minutes in stored.iterator(chunk_size=_BATCH)
        }

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse ways from or to municipalities that are not loaded, and ways that lead nowhere."""
        yield from unknown_municipalities(rows, key="from")
        yield from unknown_municipalities(rows, key="to")
        for row in rows:
            if row.values["from"] == row.values["to"]:
                yield Refusal(
                    row=row.number,
                    column="to",
                    cell=text_of(row.values["to"]),
                    message=N_("The way leads from a municipality to the same municipality."),
                    way_out=N_("Leave the row out; inside a municipality no way is counted."),
                )

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the ways; a changed way replaces the older one."""
        del by
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        TravelTime.objects.bulk_create(
            [
                TravelTime(
                    origin_id=text_of(row["from"]),
                    target_id=text_of(row["to"]),
                    km=real_of(row["km"]),
                    minutes=real_of(row["min"]) or 0.0,
                    import_run_id=run.pk,
                )
                for row in rows
            ],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["origin", "target"],
            update_fields=["km", "minutes", "import_run_id"],
        )
