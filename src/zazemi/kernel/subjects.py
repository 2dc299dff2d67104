"""The slot ``subjects``: what the rooms above show of their records to rooms that must not know them.

A room writes ``subjects.py``::

    class PlanSubject(Subject[Plan]):
        kind = "plan"
        model = Plan
        ...

    subjects.register("plan", PlanSubject())

So histories, searches, agendas and evidence of memoranda reach every record, and nobody looks up the stairs.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models

from zazemi.kernel.actor import Actor
from zazemi.kernel.registry import Registry
from zazemi.kernel.versions import Versioned

R = TypeVar("R", bound=Versioned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that waits for somebody."""

    title: str
    url: str
    due_on: dt.date | None = None


class Subject(Generic[R]):
    """One kind of record as the other rooms may see it; override what the room can say."""

    kind: ClassVar[str]
    model: type[R]

    def find(self, reference: str) -> R | None:
        """Return the record of a reference number or of a primary key, or None."""
        rows: models.QuerySet[R] = models.QuerySet(self.model)
        return rows.filter(pk=reference).first()

    def title(self, record: R) -> str:
        """Return the record's name for people."""
        return str(record)

    def url(self, record: R) -> str:
        """Return the address of the record's page, or an empty text."""
        raise NotImplementedError

    def may_be_seen(self, record: R, viewer: Actor) -> bool:
        """Whether the viewer may see the record and its history; foreign records answer 404."""
        raise NotImplementedError

    def matters_waiting(self, viewer: Actor) -> Iterable[Matter]:  # noqa: ARG002 - rooms with matters look at the viewer
        """Return what waits for the viewer."""
        return ()

    def snapshot(self, record: R) -> Mapping[str, object]:
        """Return the plain values to be kept as evidence elsewhere."""
        return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}  # noqa: SLF001

    def decided(self, record: R, *, resolution: str, on: dt.date, by: Actor) -> None:
        """Take note that a body decided about the record; the default is that nothing follows."""

    def search_text(self, record: R) -> str:
        """Return the words by which the record is found."""
        return self.title(record)

    def parts(self, record: R) -> Iterable[Versioned]:  # noqa: ARG002 - rooms with parts look at the record
        """Return the records that belong to it and have histories of their own."""
        return ()

    def hidden_fields(self) -> Sequence[str]:
        """Return the fields that histories do not show."""
        return ()


subjects: Registry[Subject[Any]] = Registry("subjects")  # each knows its own kind of record


def subject_of(record: Versioned) -> Subject[Any] | None:
    """Return the subject that shows records of this model, or None."""
    return next((subject for subject in subjects if isinstance(record, subject.model)), None)
