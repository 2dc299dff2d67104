"""Who takes part in the demonstration: organisations, people, contacts and bodies of ``stories/strany.toml``.

All people are invented. Days are offsets from the day of loading.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from zazemi.codelists.selectors import code_with
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.parties.choices import BodyKind, OrganisationKind, SeatRole, Visibility
from zazemi.parties.models import Body, Organisation, Person, Seat
from zazemi.parties.selectors import by_names
from zazemi.parties.services import (
    BodyFields,
    ContactFields,
    FunctionFields,
    OrganisationDetails,
    PersonFields,
    SeatFields,
    add_body,
    add_contact,
    add_function,
    add_organisation,
    add_person,
    add_seat,
    add_succession,
)
from zazemi.territory.models import Municipality, Region
from zazemi.values.names import folded

FILE = Path(__file__).with_name("stories") / "strany.toml"
Row = dict[str, Any]
_TEXTS = ("short_name", "address", "web", "email", "phone", "data_box")


class PartiesLoader:
    """Loads the parties in one step; a name that is no key is that of an imported organisation."""

    def __init__(self, *, region_code: str, today: dt.date, by: Actor) -> None:
        self.region = Region.objects.get(code=region_code)
        self.today, self.by = today, by
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}
        self.bodies: dict[str, Body] = {}

    def load(self) -> None:
        """Load everything; returns at once when it is loaded."""
        if Body.objects.exists():
            return
        rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
        with step(self.by, why=gettext("organisations, people, bodies")):
            for row in rows["organisations"]:
                self.organisations[row["key"]] = self._organisation(row)
            for row in rows["successions"]:
                self._succession(row)
            for row in rows["people"]:
                self.people[row["key"]] = self._person(row)
            for row in rows["contacts"]:
                self._contact(row)
            for row in rows["bodies"]:
                self.bodies[row["key"]] = self._body(row)

    def _organisation(self, row: Row) -> Organisation:
        towns = Municipality.objects.without_shapes().filter(region=self.region)
        details = OrganisationDetails(
            legal_form=code_with("legal_forms", row.get("legal_form", "")),
            municipality=towns.get(name=row["municipality"]) if "municipality" in row else None,
            part_of=self.organisations.get(row.get("part_of", "")),
            valid_from=row.get("valid_from_date"),
            valid_to=row.get("valid_to_date"),
            **{name: row.get(name, "") for name in _TEXTS},
        )
        kind = OrganisationKind(row["kind"])
        return add_organisation(
            name=row["name"], kind=kind, ico=row.get("ico", ""), details=details, by=self.by
        )

    def _succession(self, row: Row) -> None:
        add_succession(
            predecessor=self.organisations[row["from"]],
            successor=self.organisations[row["to"]],
            on=row["on"],
            reason=row["reason"],
            by=self.by,
        )

    def _person(self, row: Row) -> Person:
        given, family = row["name"].split(" ", 1)
        seen_by = Visibility(row["seen_by"])
        fields = PersonFields(
            given_name=given,
            family_name=family,
            title_before=row.get("title_before", ""),
            email=row.get("email", ""),
            phone=row.get("phone", ""),
            name_visibility=seen_by,
            email_visibility=seen_by,
            phone_visibility=seen_by,
        )
        person = add_person(person=fields, by=self.by)
        for function in row["functions"]:
            add_function(
                person=person,
                fields=FunctionFields(
                    organisation=self._at(function["at"]),
                    role=_code("organisation_roles", function["role"]),
                    title=function["title"],
                    **self._days(function),
                ),
                by=self.by,
            )
        return person

    def _contact(self, row: Row) -> None:
        fields = ContactFields(
            role=_code("contact_roles", row["role"]),
            person=self.people.get(row.get("person", "")),
            label=row.get("label", ""),
            email=row.get("email", ""),
            phone=row.get("phone", ""),
            visibility=Visibility(row["visibility"]),
        )
        add_contact(organisation=self._at(row["at"]), fields=fields, by=self.by)

    def _body(self, row: Row) -> Body:
        fields = BodyFields(
            name=row["name"],
            kind=BodyKind(row["kind"]),
            founder=self._at(row["founder"]),
            parent=self.bodies.get(row.get("parent", "")),
            founded_by=row.get("founded_by", ""),
            **self._days(row),
        )
        body = add_body(key=row["key"], fields=fields, by=self.by)
        seats: dict[str, Seat] = {}
        for seat in row["seats"]:
            seats[seat["person"]] = self._seat(body, seat, seats)
        return body

    def _seat(self, body: Body, row: Row, seats: dict[str, Seat]) -> Seat:
        fields = SeatFields(
            person=self.people[row["person"]],
            role=SeatRole(row["role"]),
            organisation=self._at(row["for"]) if "for" in row else None,
            sector=_code("sectors", row["sector"]),
            substitute_for=seats.get(row.get("substitute_for", "")),
            appointed_by=row.get("by", ""),
            **self._days(row),
        )
        return add_seat(body=body, fields=fields, by=self.by)

    def _at(self, key: str) -> Organisation:
        return self.organisations.get(key) or by_names([key])[folded(key)]

    def _days(self, row: Row) -> Any:  # noqa: ANN401 - two keyword arguments
        ends = {"valid_from": row.get("from"), "valid_to": row.get("to")}
        return {
            name: None if offset is None else self.today + dt.timedelta(days=offset)
            for name, offset in ends.items()
        }


def _code(list_key: str, code: str) -> Any:  # noqa: ANN401 - a code, or the loader fails loudly
    found = code_with(list_key, code)
    if found is None:
        raise LookupError(list_key, code)
    return found
