"""Who acts: a person with mandates, or a machine that works on somebody's order.

Services take ``by: Actor``, selectors ``viewer: Actor``; nobody below ``accounts`` knows a user.
``accounts`` builds the actor anew on every request, so a withdrawn mandate ends at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self, cast

from zazemi.values.text import N_

Machine = Literal["import", "clock", "demo", "worker", "console"]


class Role(StrEnum):
    """What a mandate lets its holder be; their Czech names live in ``accounts``."""

    REGIONAL_OFFICER = "regional_officer"
    HEAD = "head"
    CONSULTANT = "consultant"
    MUNICIPALITY = "municipality"
    SECRETARY = "secretary"
    BODY_MEMBER = "body_member"
    PROVIDER = "provider"
    LABOUR_OFFICE = "labour_office"
    ADMINISTRATOR = "administrator"


MACHINE_NAMES: dict[str, str] = {
    "import": N_("Import of data"),
    "clock": N_("Clock of the system"),
    "demo": N_("Loader of the demonstration"),
    "worker": N_("Background worker"),
    "console": N_("Console of the administrator"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in all roles the mandates of today give, or a named machine, or nobody in particular."""

    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    municipality_codes: frozenset[str] = frozenset()
    region_codes: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    machine: str = ""

    @classmethod
    def anonymous(cls) -> Self:
        """Return the public: nobody signed in."""
        return cls()

    @classmethod
    def for_machine(cls, machine: Machine) -> Self:
        """Return the named machine; it holds no role and is shown by its name in histories."""
        return cls(name=MACHINE_NAMES[machine], machine=machine)

    @property
    def is_machine(self) -> bool:
        """Whether no person acts."""
        return bool(self.machine)

    @property
    def is_anonymous(self) -> bool:
        """Whether it is the public."""
        return self.user_id is None and not self.machine

    def has_role(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def to_json(self) -> dict[str, object]:
        """Return the actor as plain values for the audit chain and for jobs; same actor, same bytes."""
        return {
            "user_id": self.user_id,
            "name": self.name,
            "roles": sorted(str(role) for role in self.roles),
            "organisation_ids": sorted(self.organisation_ids),
            "municipality_codes": sorted(self.municipality_codes),
            "region_codes": sorted(self.region_codes),
            "bodies": sorted(self.bodies),
            "machine": self.machine,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, object]) -> Self:
        """Return the actor that ``to_json`` wrote."""
        user_id = plain.get("user_id")
        return cls(
            user_id=user_id if isinstance(user_id, int) else None,
            name=str(plain.get("name", "")),
            roles=frozenset(Role(str(role)) for role in _listed(plain, "roles")),
            organisation_ids=frozenset(int(str(number)) for number in _listed(plain, "organisation_ids")),
            municipality_codes=frozenset(str(code) for code in _listed(plain, "municipality_codes")),
            region_codes=frozenset(str(code) for code in _listed(plain, "region_codes")),
            bodies=frozenset(str(body) for body in _listed(plain, "bodies")),
            machine=str(plain.get("machine", "")),
        )


def _listed(plain: Mapping[str, object], key: str) -> Iterable[object]:
    return cast("Iterable[object]", plain.get(key) or ())
