"""Where a municipality belonged, put together from files that each know one part or one day of it.

Writes:  ``Affiliation`` and the present units of ``Municipality``; nothing is deleted.
Units:   days included on both ends.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.territory.models import Affiliation, District, Municipality

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units above a municipality, by code."""

    orp: str
    pou: str
    district: str

    @classmethod
    def of(cls, span: Affiliation) -> "Units":
        """Return the units of a span."""
        return cls(orp=span.orp_id, pou=span.pou_id, district=span.district_id)


class Timelines:
    """The spans of some municipalities, read in one query and changed span by span."""

    def __init__(self, codes: Collection[str], *, run: ImportRun) -> None:
        self._run = run
        self._spans: dict[str, list[Affiliation]] = {code: [] for code in codes}
        for span in Affiliation.objects.filter(municipality_id__in=codes):
            self._spans[span.municipality_id].append(span)
        sources = {
            span.import_run_id for spans in self._spans.values() for span in spans if span.import_run_id
        }
        runs = ImportRun.objects.filter(pk__in=sources)
        self._known_on = {one.pk: one.taken_on or one.checked_at.date() for one in runs}

    def units_on(self, code: str, day: dt.date) -> Units | None:
        """Return where the municipality belonged on a day."""
        span = self._covering(code, day)
        return None if span is None else Units.of(span)

    def state(self, code: str, day: dt.date, changed: Mapping[str, str]) -> None:
        """Take over what a file says of one day: the units it names, the others stay as they were.

        A day before the stored knowledge of a still open span ends an older
        span on that day; a later day is a move from that day on.
        """
        span = self._covering(code, day)
        if span is None:
            return
        units = replace(Units.of(span), **changed)
        if units == Units.of(span):
            return
        if span.valid_to is not None:
            self._set(span, units)
        elif day < self._known(span):
            self._split(span, until=day, units=units)
        else:
            self.move(code, day, units)

    def move(self, code: str, day: dt.date, units: Units) -> None:
        """Let the municipality belong to the units from a day on."""
        span = self._open(code)
        if span is not None and (span.valid_from is None or span.valid_from < day):
            span.valid_to = day - ONE_DAY
            span.save(update_fields=["valid_to"])
            span = None
        if span is None:
            self._add(code, units, valid_from=day, valid_to=None)
        else:
            self._set(span, units)
        _write_present(code, units)

    def close(self, code: str, until: dt.date, units: Units) -> None:
        """Let the municipality have belonged to the units until a day; a span over it is shortened."""
        span = self._covering(code, until)
        if span is None:
            self._add(code, units, valid_from=None, valid_to=until)
        elif span.valid_to == until:
            self._set(span, units)
        else:
            self._split(span, until=until, units=units)

    def start(self, code: str, units: Units) -> None:
        """Begin the record of a municipality that is new."""
        self._add(code, units, valid_from=None, valid_to=None)

    def _covering(self, code: str, day: dt.date) -> Affiliation | None:
        return next(
            (
                span
                for span in self._spans[code]
                if (span.valid_from is None or span.valid_from <= day)
                and (span.valid_to is None or span.valid_to >= day)
            ),
            None,
        )

    def _open(self, code: str) -> Affiliation | None:
        return next((span for span in self._spans[code] if span.valid_to is None), None)

    def _known(self, span: Affiliation) -> dt.date:
        """Return since when the span is known to hold."""
        return span.valid_from or self._known_on.get(span.import_run_id or 0) or clock.today()

    def _split(self, span: Affiliation, *, until: dt.date, units: Units) -> None:
        first = span.valid_from
        span.valid_from = until + ONE_DAY
        span.save(update_fields=["valid_from"])
        self._add(span.municipality_id, units, valid_from=first, valid_to=until)

    def _set(self, span: Affiliation, units: Units) -> None:
        span.orp_id, span.pou_id, span.district_id = units.orp, units.pou, units.district
        span.import_run_id = self._run.pk
        span.save(update_fields=["orp", "pou", "district", "import_run_id"])

    def _add(self, code: str, units: Units, *, valid_from: dt.date | None, valid_to: dt.date | None) -> None:
        span = Affiliation(
            municipality_id=code,
            orp_id=units.orp,
            pou_id=units.pou,
            district_id=units.district,
            valid_from=valid_from,
            valid_to=valid_to,
            source=self._run.source,
            import_run_id=self._run.pk,
        )
        span.save()
        self._spans[code].append(span)


def day_of_file(run: ImportRun) -> dt.date:
    """Return the day whose state the file shows."""
    return run.taken_on or clock.today()


def _write_present(code: str, units: Units) -> None:
    municipality = Municipality.objects.without_shapes().get(code=code)
    municipality.orp_id, municipality.pou_id = units.orp, units.pou
    municipality.district_id = units.district
    municipality.region_id = District.objects.get(code=units.district).region_id
    municipality.save(update_fields=["orp", "pou", "district", "region"])
