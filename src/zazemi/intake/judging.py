"""What a file would do: its rows sorted into new, changed, same and refused.

Units:   rows of the file.
Raises:  UnreadableFileError when the columns cannot be found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zazemi.intake.cells import parse_rows, shown
from zazemi.intake.header import with_header
from zazemi.intake.slot import ChangedRow, Changes, Importer, ParsedRow, Refusal, Values
from zazemi.intake.table import Note, Table
from zazemi.values.text import N_

_PREVIEW_ROWS = 5
_PREVIEW_COLUMNS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The readable rows, and why the others are refused."""

    rows: Sequence[ParsedRow]
    refusals: Sequence[Refusal]
    rows_in: int
    notes: Sequence[Note]
    table: Table

    @property
    def rows_refused(self) -> int:
        """Rows with at least one refusal."""
        return len({refusal.row for refusal in self.refusals})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The readable rows against what is stored."""

    changes: Changes
    rows_same: int
    missing: Sequence[Values]

    @property
    def counts(self) -> tuple[int, int, int]:
        """New, changed, same."""
        return len(self.changes.new), len(self.changes.changed), self.rows_same


def judge(importer: Importer, raw: Table) -> Judged:
    """Read the rows of a raw table by the importer's columns and checks.

    A row that ``shape`` leaves out is not counted; the importer says in ``notes`` what it left out.
    """
    table = with_header(raw, importer.columns)
    parsed, refusals = parse_rows(table, importer.columns)
    rows = importer.shape(parsed, table)
    refusals.extend(_doubled(importer, rows))
    refusals.extend(importer.check(rows))
    bad = {refusal.row for refusal in refusals}
    return Judged(
        rows=[row for row in rows if row.number not in bad],
        refusals=sorted(refusals, key=lambda refusal: refusal.row),
        rows_in=len(table.rows) - (len(parsed) - len(rows)),
        notes=[*table.notes, *importer.notes(parsed)],
        table=table,
    )


def compare(importer: Importer, rows: Sequence[ParsedRow], *, is_whole: bool = True) -> Comparison:
    """Compare readable rows with what is stored now; what is missing is known only of a whole file."""
    stored = importer.existing(rows)
    new: list[ParsedRow] = []
    changed: list[ChangedRow] = []
    keys = set()
    same = 0
    for row in rows:
        key = importer.key(row.values)
        keys.add(key)
        before = stored.get(key)
        if before is None:
            new.append(row)
        elif differences(before, row.values):
            changed.append(ChangedRow(row=row, before=before))
        else:
            same += 1
    missing = [values for key, values in stored.items() if key not in keys] if is_whole else []
    return Comparison(changes=Changes(new=new, changed=changed), rows_same=same, missing=missing)


def differences(before: Values, after: Values) -> list[str]:
    """Return the keys whose values differ; a key the importer does not store is no difference."""
    return [key for key, value in after.items() if key in before and before[key] != value]


def _doubled(importer: Importer, rows: Iterable[ParsedRow]) -> list[Refusal]:
    first: dict[str, int] = {}
    refusals = []
    for row in rows:
        key = importer.key(row.values)
        if key in first:
            refusals.append(
                Refusal(
                    row=row.number,
                    column="",
                    cell=shown(importer.label(row.values)),
                    message=N_("The same thing stands in row %(first)s already."),
                    way_out=N_("Keep one of the two rows."),
                    params={"first": first[key]},
                )
            )
        first.setdefault(key, row.number)
    return refusals


def findings_of(
    importer: Importer, judged: Judged, comparison: Comparison, *, shown_rows: int
) -> Mapping[str, object]:
    """Return what the pages show of the dry run, as plain JSON values; long lists are cut."""
    refused = list(dict.fromkeys(refusal.row for refusal in judged.refusals))[:shown_rows]
    return {
        "refusals": [_plain_refusal(importer, one) for one in judged.refusals if one.row in set(refused)],
        "changes": [
            line
            for change in comparison.changes.changed[:shown_rows]
            for line in _plain_change(importer, change)
        ],
        "missing": [importer.label(values) for values in comparison.missing[:shown_rows]],
        "notes": [{"message": note.message, "params": _plain_params(note.params)} for note in judged.notes],
        "preview": preview_of(judged.table),
    }


def preview_of(table: Table) -> dict[str, object]:
    """Return how the file was read: the names of the columns and the first rows as they stand there."""
    width = min(len(table.header), _PREVIEW_COLUMNS)
    return {
        "header_row": table.header_row,
        "delimiter": table.delimiter,
        "header": [str(name) for name in table.header[:width]],
        "rows": [
            [shown(cell) for cell in (*row, *[None] * width)][:width] for row in table.rows[:_PREVIEW_ROWS]
        ],
    }


def _plain_refusal(importer: Importer, refusal: Refusal) -> dict[str, object]:
    headers = {rule.key: rule.header for rule in importer.columns}
    return {
        "row": refusal.row,
        "header": headers.get(refusal.column, ""),
        "cell": refusal.cell,
        "message": refusal.message,
        "way_out": refusal.way_out,
        "params": _plain_params(refusal.params),
    }


def _plain_change(importer: Importer, change: ChangedRow) -> list[dict[str, object]]:
    headers = {rule.key: rule.header for rule in importer.columns}
    return [
        {
            "row": change.row.number,
            "label": importer.label(change.row.values),
            "key": key,
            "header": headers.get(key, key),
            "before": _plain(change.before[key]),
            "after": _plain(change.row.values[key]),
        }
        for key in differences(change.before, change.row.values)
    ]


def _plain_params(params: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int | str) else str(value) for name, value in params.items()}


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return f"{len(value)} B"
    return "" if value is None else str(value)
