"""Further sheets of our workbook: what people are told of services, places with hours and areas, money.

One row is one service, one place or one funding. They only complete what the first sheet brought in: a row
of a service that is not here is refused. Export format = import format.
Units:   ages in years, money in whole CZK, days included on both ends.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zazemi.codelists.selectors import labels_of
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Value, Values
from zazemi.kernel.actor import Actor
from zazemi.network.choices import LANGUAGES
from zazemi.network.importers import details_rows as rows_in
from zazemi.network.importers.details_writing import write_funding, write_place, write_service
from zazemi.network.importers.plain_texts import read_hours, write_hours
from zazemi.network.importers.words import FORM_WORDS, KIND_WORDS, YES_NO_WORDS
from zazemi.network.selectors import territory_names
from zazemi.values import codes
from zazemi.values.text import N_

_OLDEST = 120
_MOST_CZK = 10**12

IDENTITY = (
    ColumnRule(key="provider", header="Poskytovatel", max_length=200),
    ColumnRule(
        key="ico", header="IČO", kind=CellKind.CODE, is_required=False, parse=codes.ico, max_length=20
    ),
    ColumnRule(
        key="kind",
        header="Druh služby",
        kind=CellKind.CHOICE,
        choices={word: str(kind) for word, kind in KIND_WORDS.items()},
    ),
    ColumnRule(key="name", header="Název", aliases=("Název služby",), max_length=200),
)


def _text(key: str, header: str, length: int) -> ColumnRule:
    return ColumnRule(key=key, header=header, is_required=False, may_be_absent=True, max_length=length)


def _day(key: str, header: str, *, is_required: bool = False) -> ColumnRule:
    return ColumnRule(
        key=key, header=header, kind=CellKind.DAY, is_required=is_required, may_be_absent=not is_required
    )


def _hours_text(text: str) -> str:
    return write_hours(read_hours(text))


def _listed(text: str) -> str:
    return ",".join(sorted({one.strip() for one in text.split(",")} - {""}))


class DetailImporter(Importer):
    """What the three sheets have in common."""

    place_columns: ClassVar[tuple[str, ...]] = ()

    def key(self, values: Values) -> str:
        """Return the service with what tells the row apart within it."""
        return repr(
            (
                *rows_in.service_key(values),
                *(rows_in.folded_text(values[name]) for name in self.place_columns),
            )
        )

    def label(self, values: Values) -> str:
        """Return the name of the service."""
        return str(values["name"])

    def stored(self) -> Iterable[Values]:
        """Return what is stored, as rows of the file."""
        raise NotImplementedError

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return what is stored of the services that the file names."""
        named = {rows_in.service_key(row.values) for row in rows}
        found = (row for row in self.stored() if rows_in.service_key(row) in named)
        return {self.key(row): row for row in found}

    def template_rows(self) -> Iterable[Values]:
        """Yield everything stored."""
        return self.stored()

    def unknown(self, rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
        """Refuse rows of services that are not here."""
        known = rows_in.service_pks()
        for row in rows:
            if rows_in.service_key(row.values) not in known:
                yield _refused(
                    row, "name", N_("This service is not here."), N_("Bring it in with its capacity first.")
                )

    def not_listed(self, rows: Sequence[ParsedRow], column: str, known: Iterable[str]) -> Iterator[Refusal]:
        """Refuse codes that the list does not have."""
        listed = set(known)
        for row in rows:
            wrong = sorted({one for one in str(row.values[column]).split(",") if one} - listed)
            if wrong:
                yield _refused(
                    row, column, N_("The list does not have this code."), N_("Choose one of its codes.")
                )


class ServicesImporter(DetailImporter):
    """One row is one service: contacts, groups, description."""

    kind = "network_services"
    title = _("Services: contacts, for whom, description")
    sheet = "Služby podrobně"
    columns = (
        *IDENTITY,
        _text("register_number", "Číslo v registru", 20),
        _day("started_on", "Poskytována od"),
        _day("ended_on", "Poskytována do"),
        _text("phone", "Telefon", 200),
        _text("email", "E-mail", 200),
        _text("web", "Web", 300),
        _text("description", "Popis", 4000),
        _text("how_to_apply", "Jak požádat", 2000),
        _text("required_documents", "Co vzít s sebou", 1000),
        _text("fees", "Cena", 500),
        *(
            ColumnRule(
                key=key,
                header=header,
                kind=CellKind.WHOLE,
                is_required=False,
                may_be_absent=True,
                minimum=0,
                maximum=_OLDEST,
                unit="let",
            )
            for key, header in (("age_from", "Věk od"), ("age_to", "Věk do"))
        ),
        _text("age_note", "Poznámka k věku", 300),
        ColumnRule(
            key="languages",
            header="Jazyky",
            kind=CellKind.CODE,
            is_required=False,
            may_be_absent=True,
            parse=_listed,
            max_length=100,
        ),
        ColumnRule(
            key="is_nonstop",
            header="Nepřetržitě",
            kind=CellKind.CHOICE,
            choices=YES_NO_WORDS,
            is_required=False,
            may_be_absent=True,
        ),
        ColumnRule(
            key="groups",
            header="Cílové skupiny",
            kind=CellKind.CODE,
            is_required=False,
            may_be_absent=True,
            parse=_listed,
            max_length=1000,
        ),
    )

    def stored(self) -> Iterable[Values]:
        """Return every service."""
        return rows_in.service_rows()

    def check(self, rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
        """Refuse unknown services and codes, reversed days and ages, numbers of other services."""
        yield from self.unknown(rows)
        yield from self.not_listed(rows, "groups", labels_of("target_groups"))
        yield from self.not_listed(rows, "languages", LANGUAGES)
        owners = rows_in.register_numbers()
        for row in rows:
            owner = owners.get(str(row.values["register_number"]))
            if owner is not None and owner != rows_in.service_key(row.values):
                yield _refused(
                    row,
                    "register_number",
                    N_("Another service has this number in the register."),
                    N_("Check the number; one number belongs to one service."),
                )
            yield from _reversed(row, "started_on", "ended_on")
            yield from _reversed(row, "age_from", "age_to")

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write what has changed."""
        del by
        pks = rows_in.service_pks()
        for one in changes.changed:
            write_service(pks[rows_in.service_key(one.row.values)], one.row.values, run.pk)


class PlacesImporter(DetailImporter):
    """One row is one place: telephone, access, forms, opening hours, territory."""

    kind = "network_places"
    title = _("Places: opening hours, territory, access")
    sheet = "Místa"
    place_columns = ("municipality", "address", "place_name")
    columns = (
        *IDENTITY,
        ColumnRule(
            key="municipality",
            header="Kód obce",
            kind=CellKind.CODE,
            parse=codes.municipality_code,
            max_length=20,
        ),
        _text("address", "Adresa", 200),
        _text("place_name", "Název místa", 200),
        _text("phone", "Telefon", 200),
        _text("accessibility", "Přístupnost", 500),
        ColumnRule(
            key="forms",
            header="Formy",
            kind=CellKind.CODE,
            is_required=False,
            may_be_absent=True,
            parse=_listed,
            max_length=60,
        ),
        ColumnRule(
            key="hours",
            header="Otevírací doba",
            is_required=False,
            may_be_absent=True,
            parse=_hours_text,
            max_length=500,
        ),
        ColumnRule(
            key="areas",
            header="Území",
            kind=CellKind.CODE,
            is_required=False,
            may_be_absent=True,
            parse=_listed,
            max_length=2000,
        ),
    )

    def stored(self) -> Iterable[Values]:
        """Return every place."""
        return rows_in.place_rows()

    def check(self, rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
        """Refuse unknown places, forms and territories."""
        known = self.existing(rows)
        for row in rows:
            if self.key(row.values) not in known:
                yield _refused(
                    row, "address", N_("This place is not here."), N_("Bring it in with its capacity first.")
                )
        yield from self.not_listed(rows, "forms", FORM_WORDS)
        named = {code for row in rows for code in str(row.values["areas"]).split(",")}
        yield from self.not_listed(rows, "areas", territory_names(named))

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write what has changed."""
        del by
        pks = rows_in.place_pks(self.key)
        for one in changes.changed:
            write_place(pks[self.key(one.row.values)], one.row.values, run.pk)


class FundingImporter(DetailImporter):
    """One row is one funding of a service."""

    kind = "network_funding"
    title = _("Funding of services")
    sheet = "Financování"
    place_columns = ("source", "valid_from", "project")
    columns = (
        *IDENTITY,
        ColumnRule(key="source", header="Zdroj", kind=CellKind.CODE, max_length=40),
        _day("valid_from", "Placeno od", is_required=True),
        _day("valid_to", "Placeno do"),
        ColumnRule(
            key="amount_czk",
            header="Částka",
            kind=CellKind.WHOLE,
            is_required=False,
            may_be_absent=True,
            minimum=0,
            maximum=_MOST_CZK,
            unit="Kč",
        ),
        _text("project", "Projekt", 200),
    )

    def stored(self) -> Iterable[Values]:
        """Return every funding."""
        return rows_in.funding_rows()

    def check(self, rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
        """Refuse unknown services and sources, reversed days."""
        yield from self.unknown(rows)
        yield from self.not_listed(rows, "source", labels_of("funding_sources"))
        for row in rows:
            yield from _reversed(row, "valid_from", "valid_to")

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write new fundings and changed ones."""
        del by
        pks = rows_in.service_pks()
        stored = rows_in.funding_pks(self.key)
        for row in (*changes.new, *(one.row for one in changes.changed)):
            service_pk = pks[rows_in.service_key(row.values)]
            write_funding(service_pk, stored.get(self.key(row.values)), row.values, run.pk)


def _reversed(row: ParsedRow, first: str, last: str) -> Iterator[Refusal]:
    low, high = row.values[first], row.values[last]
    if _is_above(low, high):
        yield _refused(row, last, N_("The last value lies before the first one."), N_("Swap the two."))


def _is_above(low: Value, high: Value) -> bool:
    if isinstance(low, dt.date) and isinstance(high, dt.date):
        return low > high
    return isinstance(low, int) and isinstance(high, int) and low > high


def _refused(row: ParsedRow, column: str, message: str, way_out: str) -> Refusal:
    return Refusal(
        row=row.number, column=column, cell=str(row.values[column] or ""), message=message, way_out=way_out
    )
