"""Two people, one record: what each wrote in every field, so that nothing typed is lost.

A field changed by one side only is preselected for that side; changed by both to different texts,
it waits for a decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from zazemi.kernel.digests import plain_value
from zazemi.kernel.errors import StaleVersionError


class Side(StrEnum):
    """Whose text is to stay."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldConflict:
    """One field as it was, as I wrote it and as they saved it; ``chosen`` is None where both changed it."""

    name: str
    label: str
    base: object
    mine: object
    theirs: object
    chosen: Side | None

    @property
    def is_open(self) -> bool:
        """Whether a person must decide."""
        return self.chosen is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The fields in which the three versions are not all equal, and what is to be sent to save."""

    record: models.Model
    expected_version: int
    current_version: int
    fields: tuple[FieldConflict, ...]

    @property
    def open_fields(self) -> tuple[FieldConflict, ...]:
        """The fields that wait for a decision."""
        return tuple(one for one in self.fields if one.is_open)


def compare(
    *,
    base: Mapping[str, object],
    mine: Mapping[str, object],
    theirs: Mapping[str, object],
    label: Callable[[str], str] = str,
) -> tuple[FieldConflict, ...]:
    """Compare three versions field by field, in the order of ``mine``; equal fields are left out."""
    found = []
    for name, my_value in mine.items():
        values = (base.get(name), my_value, theirs.get(name))
        if len({_same(value) for value in values}) > 1:
            found.append(
                FieldConflict(
                    name=name,
                    label=label(name),
                    base=values[0],
                    mine=values[1],
                    theirs=values[2],
                    chosen=_chosen(*values),
                )
            )
    return tuple(found)


def conflict_of(error: StaleVersionError, mine: Mapping[str, object]) -> Conflict:
    """Return the conflict to show for a stale save.

    Args:
        error: what ``save(expected_version=...)`` raised; it carries the current record and the base.
        mine: what the person typed, by field (a form's ``cleaned_data``); unknown names are left out.

    A record with a JSON column may have a static method ``parts_of(row)``: the values inside the column
    by the names of the form, so that they are compared one by one.
    """
    record = error.current
    known = {field.name: field for field in record._meta.concrete_fields}  # noqa: SLF001 - Django's documented _meta
    base, theirs = _values(record, error.base), _values(record, record)
    names: Sequence[str] = [name for name in mine if name in theirs]
    return Conflict(
        record=record,
        expected_version=error.expected_version,
        current_version=record.version,
        fields=compare(
            base={name: base.get(name) for name in names},
            mine={name: _plain_pk(mine[name]) for name in names},
            theirs={name: theirs[name] for name in names},
            label=lambda name: str(known[name].verbose_name) if name in known else name,
        ),
    )


def _values(record: models.Model, row: models.Model | None) -> dict[str, object]:
    """Every value of a row by the name of its field, with the parts of JSON columns."""
    if row is None:
        return {}
    fields = record._meta.concrete_fields  # noqa: SLF001 - as above
    parts_of: Callable[[models.Model], Mapping[str, object]] = getattr(record, "parts_of", _no_parts)
    return {field.name: getattr(row, field.attname, None) for field in fields} | dict(parts_of(row))


def _no_parts(_row: models.Model) -> Mapping[str, object]:
    return {}


def _plain_pk(value: object) -> object:
    return value.pk if isinstance(value, models.Model) else value


def _same(value: object) -> str:
    return "" if value is None else str(plain_value(value))


def _chosen(base: object, mine: object, theirs: object) -> Side | None:
    if _same(mine) in {_same(base), _same(theirs)}:
        return Side.THEIRS
    return Side.MINE if _same(theirs) == _same(base) else None
