"""What the pages of imports show, typed and formatted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from zazemi.intake.choices import RunState
from zazemi.intake.delimited import NAMES
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import ShownRefusal, notes_of, refusals_of
from zazemi.intake.services import WAITING
from zazemi.intake.slot import CellKind, ColumnRule, Importer
from zazemi.intake.undoing import Obstacle, Undoing
from zazemi.kernel.actor import Actor
from zazemi.kernel.sentences import translated
from zazemi.kernel.subjects import subject_of
from zazemi.kernel.versions import Versioned
from zazemi.ui.typography import MISSING, day_text, moment_text, number_text

STATE_SIGNS = {
    RunState.CHECKED: "run",
    RunState.REFUSED: "late",
    RunState.UNCHANGED: "done",
    RunState.APPLIED: "done",
    RunState.UNDONE: "off",
    RunState.DISCARDED: "off",
}
_STEP = {
    RunState.CHECKED: 2,
    RunState.REFUSED: 2,
    RunState.DISCARDED: 2,
    RunState.UNCHANGED: 4,
    RunState.APPLIED: 4,
    RunState.UNDONE: 4,
}
_DELIMITERS = {"\t": "↹"}
_KILOBYTE, _MEGABYTE = 1000, 1_000_000
_FIGURES = {CellKind.DECIMAL, CellKind.REAL, CellKind.WHOLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """One changed cell."""

    row: int
    label: str
    header: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How a file was read: names of the columns, first rows; ``encoding`` only of text files."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    header_row: int
    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownObstacle:
    """A record in the way of taking an import back."""

    name: str
    kind: str
    url: str
    why: str
    by_name: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPage:
    """What taking an import back would do."""

    run: ImportRun
    title: str
    is_possible: bool
    is_prepared: bool
    n_obstacles: int
    tally: Sequence[tuple[str, str, str]]
    obstacles: Sequence[ShownObstacle]
    kinds: Sequence[tuple[str, str]]

    @property
    def has_more(self) -> bool:
        """Whether the list of obstacles is cut."""
        return len(self.obstacles) < self.n_obstacles


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """One import as its page shows it."""

    run: ImportRun
    title: str
    heading: str
    state_sign: str
    step: int
    steps: Sequence[str]
    tally: Sequence[tuple[str, str, str]]
    refusals: Sequence[ShownRefusal]
    changes: Sequence[ShownChange]
    missing: Sequence[str]
    notes: Sequence[str]
    by_name: str
    preview: Preview | None = None

    @property
    def may_be_read_otherwise(self) -> bool:
        """Whether another encoding may still be chosen."""
        return bool(self.preview and self.preview.encoding) and self.run.state in WAITING

    @property
    def undone_by(self) -> str:
        """Who took the import back."""
        return translated(self.run.undone_by)

    @property
    def size(self) -> str:
        """How long the file is."""
        if self.run.file_bytes < _MEGABYTE:
            return f"{number_text(self.run.file_bytes / _KILOBYTE, 1)} kB"
        return f"{number_text(self.run.file_bytes / _MEGABYTE, 1)} MB"

    @property
    def rows_good(self) -> int:
        """Rows without an error."""
        return self.run.rows_in - self.run.rows_refused

    @property
    def rows_to_write(self) -> int:
        """Rows that storing would write."""
        return self.run.rows_new + self.run.rows_changed

    @property
    def has_more_refusals(self) -> bool:
        """Whether the list of errors is cut."""
        return len({one.row for one in self.refusals}) < self.run.rows_refused

    @property
    def n_changed_shown(self) -> int:
        """Rows in the list of changes."""
        return len({one.row for one in self.changes})


def page_of(run: ImportRun, importer: Importer | None) -> RunPage:
    """Return an import as its page shows it; a kind that is gone shows its bare values."""
    rules = {rule.key: rule for rule in importer.columns} if importer else {}
    return RunPage(
        run=run,
        title=str(importer.title) if importer else run.kind,
        heading=_heading(run),
        state_sign=STATE_SIGNS[RunState(run.state)],
        step=_STEP[RunState(run.state)],
        steps=[gettext("File and columns"), gettext("Dry run"), gettext("Storing")],
        tally=[
            (gettext("New"), number_text(run.rows_new), ""),
            (gettext("Rows that change"), number_text(run.rows_changed), ""),
            (gettext("The same"), number_text(run.rows_same), ""),
            (gettext("With an error"), number_text(run.rows_refused), "bad" if run.rows_refused else ""),
            (gettext("Missing from the file"), number_text(run.rows_missing), ""),
        ],
        refusals=refusals_of(run),
        changes=[_change(one, rules) for one in run.findings.get("changes", ())],
        missing=run.findings.get("missing", ()),
        notes=notes_of(run),
        by_name=translated(run.by_name),
        preview=_preview(run),
    )


def _preview(run: ImportRun) -> Preview | None:
    known = run.findings.get("preview")
    if not known or not known["header"]:
        return None
    name = NAMES.get(run.encoding, run.encoding) if known["delimiter"] else ""
    return Preview(
        header=known["header"],
        rows=known["rows"],
        header_row=known["header_row"],
        encoding=name,
        delimiter=_DELIMITERS.get(known["delimiter"], known["delimiter"]),
    )


def undo_page_of(run: ImportRun, found: Undoing, importer: Importer | None, viewer: Actor) -> UndoPage:
    """Return what taking an import back would do, and what stands in the way."""
    return UndoPage(
        run=run,
        title=str(importer.title) if importer else run.kind,
        is_possible=found.is_possible,
        is_prepared=found.is_prepared,
        n_obstacles=found.n_obstacles,
        tally=[
            (gettext("Will be removed"), number_text(found.removed), ""),
            (gettext("Will be as before"), number_text(found.restored), ""),
            (
                gettext("Stands in the way"),
                number_text(found.n_obstacles),
                "bad" if found.n_obstacles else "",
            ),
        ],
        obstacles=[_obstacle(one, viewer) for one in found.obstacles],
        kinds=[
            (str(model._meta.verbose_name), number_text(count))  # noqa: SLF001 - Django's documented _meta
            for model, count in found.kinds.most_common()
        ],
    )


def _obstacle(one: Obstacle, viewer: Actor) -> ShownObstacle:
    subject = subject_of(one.record) if isinstance(one.record, Versioned) else None
    name, url = one.name, ""
    if subject is not None and subject.may_be_seen(one.record, viewer):
        name, url = subject.title(one.record), subject.url(one.record)
    return ShownObstacle(
        name=name,
        kind=one.kind,
        url=url,
        why=translated(one.why),
        by_name=translated(one.by_name),
        when=moment_text(one.when) if one.when else "",
    )


def _heading(run: ImportRun) -> str:
    if run.state == RunState.REFUSED:
        return ngettext(
            "Dry run: %(n)s row has an error", "Dry run: %(n)s rows have an error", run.rows_refused
        ) % {"n": number_text(run.rows_refused)}
    return {
        RunState.CHECKED: gettext("Dry run: everything is in order"),
        RunState.UNCHANGED: gettext("The file changes nothing"),
        RunState.APPLIED: gettext("The import is stored"),
        RunState.UNDONE: gettext("The import was taken back"),
        RunState.DISCARDED: gettext("The import was thrown away"),
    }[RunState(run.state)]


def _change(one: Mapping[str, object], rules: Mapping[str, ColumnRule]) -> ShownChange:
    rule = rules.get(str(one["key"]))
    return ShownChange(
        row=int(str(one["row"])),
        label=str(one["label"]),
        header=str(one["header"]),
        before=_value(str(one["before"]), rule),
        after=_value(str(one["after"]), rule),
    )


def _value(text: str, rule: ColumnRule | None) -> str:
    if not text:
        return MISSING
    if rule is None:
        return text
    if rule.kind in _FIGURES:
        number = Decimal(text)
        return number_text(number, max(0, -int(number.normalize().as_tuple().exponent)))
    if rule.kind is CellKind.DAY:
        return day_text(dt.date.fromisoformat(text))
    return next((word for word, value in rule.choices.items() if value == text), text)
