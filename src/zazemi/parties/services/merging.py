"""Merging of duplicates: everything that points at one record comes to the other, in one step.

The merged record stays with its whole history as a pointer; it stands in no
list. Keys of rooms above are found by ``kernel.references``, and each moved
record gets a version of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from zazemi.kernel.actor import Actor
from zazemi.kernel.references import move_references
from zazemi.kernel.steps import step
from zazemi.parties.errors import ErasedPersonError, SameRecordError, SucceedingError, TwoIdentitiesError
from zazemi.parties.models import Organisation, Person, Succession
from zazemi.parties.services.rules import check_constraints, check_not_merged, require

ORGANISATION_PARTS = (
    *("name", "short_name", "ico", "kind", "legal_form", "address", "municipality", "region", "web"),
    *("email", "phone", "data_box", "part_of", "valid_from", "valid_to"),
)
PERSON_PARTS = (
    *("title_before", "given_name", "family_name", "title_after", "email", "phone"),
    *("name_visibility", "email_visibility", "phone_visibility"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The versions that the person who merges has seen."""

    kept: int
    merged: int


def merge_organisations(
    kept: Organisation, merged: Organisation, *, taken: Mapping[str, bool], versions: Versions, by: Actor
) -> int:
    """Merge one organisation into another.

    Args:
        kept: the record that stays.
        merged: the record that becomes a pointer.
        taken: for a field of ``ORGANISATION_PARTS``, whether the value of ``merged`` is to hold; where
            nothing is said, an empty value of ``kept`` is filled from ``merged``.
        versions: what was shown side by side.
        by: who merges.

    Returns:
        How many records of all rooms were moved.

    Raises:
        TwoIdentitiesError: both have an IČO of their own.
        SucceedingError: one followed after the other.
        CollidingReferencesError: both have something that may be there once only; the sentence names it.
        SameRecordError, MergedRecordError, StaleVersionError, NotYoursError.
    """
    require(by, "parties.merge")
    with step(by, why=gettext("organisation “%(name)s” merged") % {"name": merged.name}):
        _check(kept, merged)
        if kept.ico and merged.ico:
            raise TwoIdentitiesError(
                params={
                    "kept": kept.name,
                    "merged": merged.name,
                    "kept_ico": kept.ico,
                    "merged_ico": merged.ico,
                }
            )
        between = Q(predecessor=kept, successor=merged) | Q(predecessor=merged, successor=kept)
        if Succession.objects.filter(between).exists():
            raise SucceedingError(params={"kept": kept.name, "merged": merged.name})
        values = _values(kept, merged, ORGANISATION_PARTS, taken)
        _release_unit(kept, merged, values)
        merged.ico = merged.data_box = ""
        _save_pointer(merged, kept, versions)
        kept.named(str(values.pop("name")))
        _save_kept(kept, values, versions)
        return move_references(merged, kept)


def merge_people(
    kept: Person, merged: Person, *, taken: Mapping[str, bool], versions: Versions, by: Actor
) -> int:
    """Merge one person into another; arguments and errors as of ``merge_organisations``.

    The merged record keeps its name, so that the history of both stays readable; erasing the kept person
    erases it too.
    """
    require(by, "parties.merge")
    with step(by, why=gettext("records of one person merged")):
        _check(kept, merged)
        if kept.erased_at is not None or merged.erased_at is not None:
            raise ErasedPersonError
        values = _values(kept, merged, PERSON_PARTS, taken)
        _save_pointer(merged, kept, versions)
        _save_kept(kept, values, versions)
        return move_references(merged, kept)


def _check(kept: Organisation | Person, merged: Organisation | Person) -> None:
    if kept.pk == merged.pk:
        raise SameRecordError
    check_not_merged(kept)
    check_not_merged(merged)


def _values(
    kept: Organisation | Person,
    merged: Organisation | Person,
    parts: tuple[str, ...],
    taken: Mapping[str, bool],
) -> dict[str, object]:
    """Return the values that are to hold: chosen ones, otherwise kept's, otherwise merged's."""
    values = {}
    for name in parts:
        mine, other = getattr(kept, name), getattr(merged, name)
        is_taken = taken.get(name, mine in (None, ""))
        values[name] = other if is_taken and other not in (None, "") else mine
    return values


def _release_unit(kept: Organisation, merged: Organisation, values: dict[str, object]) -> None:
    """A unit merged with what it is a unit of is a unit of nothing."""
    if values["part_of"] in (kept, merged):
        values["part_of"] = None
    for one, other in ((kept, merged), (merged, kept)):
        if one.part_of_id == other.pk:
            one.part_of = None


def _save_pointer(merged: Organisation | Person, kept: Organisation | Person, versions: Versions) -> None:
    """Make the record a pointer before the kept one takes what is unique."""
    merged.merged_into = kept
    merged.save(expected_version=versions.merged)


def _save_kept(kept: Organisation | Person, values: dict[str, object], versions: Versions) -> None:
    for name, value in values.items():
        setattr(kept, name, value)
    if isinstance(kept, Person):
        kept.sorted_by_name()
    check_constraints(kept)
    kept.save(expected_version=versions.kept)
