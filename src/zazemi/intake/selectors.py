"""Reading of imports: who may see which, their refusals in words.

Units:   rows of the file.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import Importer, importer_of, importers
from zazemi.intake.undoing import Undoing, undoing_of
from zazemi.kernel.actor import Actor
from zazemi.kernel.sentences import sentence_of, translated
from zazemi.values.errors import ZazemiError


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRefusal:
    """A refusal as people read it."""

    row: int
    header: str
    cell: str
    message: str
    way_out: str

    @property
    def place(self) -> str:
        """Where in the file it is: row and column."""
        if not self.header:
            return gettext("row %(row)s") % {"row": self.row}
        return gettext("row %(row)s, column %(column)s") % {"row": self.row, "column": self.header}

    @property
    def sentence(self) -> str:
        """What is wrong and the way out."""
        return f"{self.message} {self.way_out}".strip()


def importers_for(viewer: Actor) -> list[Importer]:
    """Return the kinds of files the viewer may bring in, by title."""
    allowed = [one for one in importers() if viewer.is_machine or viewer.has_role(*one.roles)]
    return sorted(allowed, key=lambda importer: str(importer.title))


def runs(viewer: Actor) -> QuerySet[ImportRun]:
    """Return the imports the viewer may see, the newest first."""
    return ImportRun.objects.filter(kind__in=[one.kind for one in importers_for(viewer)]).select_related(
        "file"
    )


def public_runs() -> QuerySet[ImportRun]:
    """Return the stored imports that anybody may know of, the oldest first: the sources of all figures."""
    hidden = [one.kind for one in importers() if one.is_confidential]
    return ImportRun.objects.filter(state=RunState.APPLIED).exclude(kind__in=hidden).order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which imports the history shows; an empty value narrows nothing."""

    kind: str = ""
    state: str = ""
    who: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def narrowed(found: QuerySet[ImportRun], by: HistoryFilter) -> QuerySet[ImportRun]:
    """Return the imports that fit the filter; days are those of the dry run, both included."""
    wanted: dict[str, object] = {}
    if by.kind:
        wanted["kind"] = by.kind
    if by.state:
        wanted["state"] = by.state
    if by.who:
        wanted["by_name__icontains"] = by.who
    if by.since:
        wanted["checked_at__date__gte"] = by.since
    if by.until:
        wanted["checked_at__date__lte"] = by.until
    return found.filter(**wanted)


def undoing(run: ImportRun) -> Undoing:
    """Return what taking a stored run back would do and what stands in the way."""
    return undoing_of(importer_of(run.kind), run)


def refusals_of(run: ImportRun) -> list[ShownRefusal]:
    """Return the stored refusals of a run in the active language."""
    return [
        ShownRefusal(
            row=int(one["row"]),
            header=str(one["header"]),
            cell=str(one["cell"]),
            message=said(str(one["message"]), one["params"]),
            way_out=said(str(one["way_out"]), one["params"]),
        )
        for one in run.findings.get("refusals", ())
    ]


def notes_of(run: ImportRun) -> list[str]:
    """Return what the reader noticed, in the active language."""
    return [said(str(one["message"]), one["params"]) for one in run.findings.get("notes", ())]


def said(message: str, params: Mapping[str, Any]) -> str:
    """Return a message with its parameters in the active language; an empty one stays empty."""
    return sentence_of(ZazemiError(message, params=params)) if message else translated(message)
