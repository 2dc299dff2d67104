"""The register of providers of social services (``rpss.json``): what of it is new, changed or ended here.

A service is known by its number in the register, a place by its name and address code within the service, a
capacity by form and unit. What the register does not say (descriptions, hours, areas, fees, money) is never
touched; the name of a service is taken at the first import only, for the register has none.

Units:   capacities as registered maxima of the whole service.
Source:  MPSV, https://data.mpsv.cz/od/soubory/rpss/rpss.json; free use without citation.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zazemi.codelists.selectors import by_register_id
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Value, Values
from zazemi.intake.table import STREAM_LIMITS, FileFormat, JsonItems, Note, Table
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.network.choices import CapacityUnit
from zazemi.network.importers.register_stored import PLACE_FIELDS, SERVICE_FIELDS, key_of, stored
from zazemi.network.importers.register_writing import add_rows, change_rows
from zazemi.network.importers.words import YES_NO_WORDS
from zazemi.network.register_items import CAPACITY, KINDS, PLACE, REPEATED, SERVICE, rows_of
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceForm, ServiceKind
from zazemi.values.text import N_

_MOST = 1_000_000
_TARGET_GROUPS = "target_groups"
_GROUP_REGISTER = "CilovaSkupinaOsoby"
_NAMES = {
    SERVICE: ("record", "number", "ico", "provider", "groups", *SERVICE_FIELDS),
    PLACE: ("record", "number", "place_key", *PLACE_FIELDS),
    CAPACITY: ("record", "number", "form", "unit", "value", "note"),
}
_GUESSED = {str(one.kind) for one in KINDS.values() if not one.is_confirmed}
_LEFT_OUT = N_("Left out %(count)s×: %(reason)s.")
ENDED_SERVICE = N_("a service that has ended and is not here")
ENDED_PLACE = N_("a place that has ended and is not here")
UNKNOWN_MUNICIPALITY = N_("a place in a municipality that is not here")
BY_HAND = N_("a capacity that people keep here by hand")
UNSEATED = N_("a capacity of a service without an open place here")
NOWHERE = N_("a service without a place in the municipalities that are here")


class RegisterImporter(Importer):
    """Services, places and registered capacities, from the open data of the ministry."""

    kind = "rpss"
    title = _("Register of providers of social services (rpss.json)")
    formats = (FileFormat.JSON,)
    items = JsonItems(root="polozky", flatten=rows_of)
    own_limits = STREAM_LIMITS
    columns = (
        ColumnRule(
            key="record",
            header="Záznam",
            kind=CellKind.CHOICE,
            choices={word: word for word in (SERVICE, PLACE, CAPACITY)},
        ),
        ColumnRule(key="number", header="Identifikátor", kind=CellKind.CODE, max_length=20),
        *(
            ColumnRule(
                key=key,
                header=header,
                kind=CellKind.CODE if key in {"ico", "municipality"} else CellKind.TEXT,
                is_required=False,
                may_be_absent=True,
                max_length=length,
            )
            for key, header, length in (
                ("ico", "IČO", 8),
                ("provider", "Poskytovatel", 200),
                ("portal_id", "Číslo v portálu", 20),
                ("phone", "Telefon", 200),
                ("email", "E-mail", 200),
                ("web", "Web", 300),
                ("groups", "Cílové skupiny", 500),
                ("age_note", "Poznámka k věku", 300),
                ("place_key", "Klíč místa", 300),
                ("name", "Název místa", 200),
                ("municipality", "Kód obce", 6),
                ("address", "Adresa", 200),
                ("postal_code", "PSČ", 5),
                ("address_code", "Kód adresy", 9),
                ("forms", "Formy", 60),
                ("note", "Popis kapacity", 300),
            )
        ),
        *(
            ColumnRule(key=key, header=header, kind=CellKind.DAY, is_required=False, may_be_absent=True)
            for key, header in (
                ("started_on", "Poskytována od"),
                ("ended_on", "Poskytována do"),
                ("valid_from", "Místo od"),
                ("valid_to", "Místo do"),
            )
        ),
        *(
            ColumnRule(
                key=key,
                header=header,
                kind=CellKind.CHOICE,
                choices=choices,
                is_required=False,
                may_be_absent=True,
            )
            for key, header, choices in (
                ("kind", "Druh", {str(kind): str(kind) for kind in ServiceKind}),
                ("form", "Forma", {str(form): str(form) for form in ServiceForm}),
                ("unit", "Jednotka", {str(unit): str(unit) for unit in CapacityUnit}),
                ("is_nonstop", "Nepřetržitě", YES_NO_WORDS),
                ("is_address_secret", "Utajená adresa", YES_NO_WORDS),
            )
        ),
        ColumnRule(
            key="value",
            header="Počet",
            kind=CellKind.DECIMAL,
            is_required=False,
            may_be_absent=True,
            minimum=0,
            maximum=_MOST,
        ),
    )

    def key(self, values: Values) -> str:
        """Return the kind of record with its number, and of a place or capacity what tells it apart."""
        return key_of(values)

    def label(self, values: Values) -> str:
        """Return the number in the register with the words of the record."""
        said = (values.get(name) for name in ("provider", "name", "form", "unit"))
        return " ".join(str(one) for one in (values["number"], *said) if one)

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Keep what works here today or is stored, and bring it to our codes."""
        return [replace(row, values=slim(row.values)) for row in _Sieve(rows).kept]

    def notes(self, rows: Sequence[ParsedRow]) -> Iterable[Note]:
        """Say what was left out and why, and which kinds nobody has confirmed."""
        sieve = _Sieve(rows)
        for reason, count in sorted(sieve.left_out.items(), key=lambda one: -one[1]):
            yield Note(message=_LEFT_OUT, params={"count": count, "reason": reason})
        if sieve.n_guessed:
            yield Note(
                message=N_("Of %(count)s services the kind was read from the order of the list; check it."),
                params={"count": sieve.n_guessed},
            )
        if sieve.n_unnamed:
            yield Note(
                message=N_(
                    "%(count)s target groups are not in our code list; they are kept by their number."
                ),
                params={"count": sieve.n_unnamed},
            )

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return what is stored of services with a number in the register."""
        del rows
        return stored().by_key

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write what is new, then what has changed, record by record."""
        del by
        day = run.taken_on or clock.today()
        add_rows([row.values for row in changes.new], run_id=run.pk, day=day)
        change_rows([(one.before, one.row.values) for one in changes.changed], run_id=run.pk, day=day)


def slim(values: Values) -> Values:
    """Return only what belongs to the kind of record: fifty thousand rows are kept in memory."""
    names = _NAMES[str(values["record"])]
    return {name: values[name] for name in names}


class _Sieve:
    """What of the rows is kept, and why the rest is not."""

    def __init__(self, rows: Sequence[ParsedRow]) -> None:
        self._today = clock.today()
        self._stored = stored()
        self._codes = {
            register_id.rpartition("/")[2]: code.code
            for register_id, code in by_register_id(_TARGET_GROUPS).items()
        }
        self._towns = set(Municipality.objects.order_by().values_list("code", flat=True))
        self._names: dict[Value, Value] = {}
        self.left_out: Counter[str] = Counter()
        self.n_guessed = self.n_unnamed = 0
        self.kept = self._sifted(rows)

    def _sifted(self, rows: Sequence[ParsedRow]) -> list[ParsedRow]:
        places = self._places(rows)
        with_place = {row.values["number"] for row in places} | self._stored.numbers
        seated = {row.values["number"] for row in places if self._is_open(row.values["valid_to"])}
        alive = set()
        kept: list[ParsedRow] = []
        for row in rows:
            if row.values["record"] == SERVICE and self._keeps_service(row.values, with_place):
                alive.add(row.values["number"])
                kept.append(replace(row, values=self._service(row.values)))
        kept += [
            replace(row, values=self._place(row.values)) for row in places if row.values["number"] in alive
        ]
        kept += [
            row
            for row in rows
            if row.values["record"] == CAPACITY
            and row.values["number"] in alive
            and self._keeps_capacity(row.values, seated)
        ]
        return sorted(kept, key=lambda row: row.number)

    def _places(self, rows: Sequence[ParsedRow]) -> list[ParsedRow]:
        """Return the places that are kept, each address and name of a service once."""
        seen = set()
        kept = []
        for row in rows:
            if row.values["record"] != PLACE or not self._keeps_place(row.values):
                continue
            same = tuple(row.values[name] for name in ("number", "municipality", "address", "name"))
            if same in seen:
                self.left_out[REPEATED] += 1
                continue
            seen.add(same)
            kept.append(row)
        return kept

    def _is_open(self, last: object) -> bool:
        return not isinstance(last, dt.date) or last >= self._today

    def _keeps_capacity(self, values: Values, seated: Collection[Value]) -> bool:
        if (values["number"], values["form"], values["unit"]) in self._stored.by_hand:
            self.left_out[BY_HAND] += 1
            return False
        if values["number"] not in seated and key_of(values) not in self._stored.by_key:
            self.left_out[UNSEATED] += 1
            return False
        return True

    def _keeps_service(self, values: Values, with_place: Collection[Value]) -> bool:
        if not self._is_open(values["ended_on"]) and values["number"] not in self._stored.numbers:
            self.left_out[ENDED_SERVICE] += 1
            return False
        if values["number"] not in with_place:
            self.left_out[NOWHERE] += 1
            return False
        return True

    def _keeps_place(self, values: Values) -> bool:
        if values["municipality"] not in self._towns:
            self.left_out[UNKNOWN_MUNICIPALITY] += 1
            return False
        if not self._is_open(values["valid_to"]) and key_of(values) not in self._stored.by_key:
            self.left_out[ENDED_PLACE] += 1
            return False
        return True

    def _service(self, values: Values) -> Values:
        ids = [one for one in str(values["groups"]).split(",") if one]
        self.n_unnamed += sum(one not in self._codes for one in ids)
        self.n_guessed += values["kind"] in _GUESSED
        codes = sorted(self._codes.get(one, f"{_GROUP_REGISTER}/{one}") for one in ids)
        name = (
            self._names.setdefault(values["ico"], values["provider"]) if values["ico"] else values["provider"]
        )
        return {**values, "groups": ",".join(codes), "provider": name}

    def _place(self, values: Values) -> Values:
        """Keep an address out that people here have marked as secret, whatever the register says."""
        known = self._stored.by_key.get(key_of(values))
        if not values["is_address_secret"] and (known is None or not known["is_address_secret"]):
            return values
        return {**values, "address": "", "postal_code": "", "address_code": "", "is_address_secret": "yes"}
