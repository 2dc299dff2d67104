"""Our own workbook of code lists: what is exported is what can be imported; lists themselves are not made so.

Units:   days included on both ends.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.services import CODE
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Values
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.versions import add_many
from zazemi.values.text import N_

SHEET = "Číselníky"
_TEXTS = ("label_cs", "label_en", "description", "source", "register_id")
_LAST_POSITION = 32_000


class CodeImporter(Importer):
    """Codes of the lists that exist, one row a code."""

    kind = "codelists"
    title = _("Code lists")
    sheet = SHEET
    roles = frozenset({Role.REGIONAL_OFFICER, Role.ADMINISTRATOR})
    columns = (
        ColumnRule(key="list_key", header="Číselník", kind=CellKind.CODE, max_length=40),
        ColumnRule(key="code", header="Kód", kind=CellKind.CODE, max_length=40),
        ColumnRule(key="label_cs", header="Název česky", max_length=200),
        ColumnRule(key="label_en", header="Název anglicky", is_required=False, max_length=200),
        ColumnRule(key="description", header="Co znamená", is_required=False, max_length=1000),
        ColumnRule(key="source", header="Pramen", is_required=False, max_length=300),
        ColumnRule(key="position", header="Pořadí", kind=CellKind.WHOLE, minimum=0, maximum=_LAST_POSITION),
        ColumnRule(key="valid_from", header="Platí od", kind=CellKind.DAY, is_required=False),
        ColumnRule(key="valid_to", header="Platí do", kind=CellKind.DAY, is_required=False),
        ColumnRule(key="parent", header="Patří pod", kind=CellKind.CODE, is_required=False, max_length=40),
        ColumnRule(
            key="register_id",
            header="Označení v registru",
            kind=CellKind.CODE,
            is_required=False,
            max_length=80,
        ),
    )

    def key(self, values: Values) -> str:
        """Return the list and the code."""
        return "/".join(str(values[name]) for name in ("list_key", "code"))

    def label(self, values: Values) -> str:
        """Return the list, the code and the label."""
        return ": ".join((self.key(values), str(values["label_cs"])))

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored codes of the lists that the file names."""
        named = {str(row.values["list_key"]) for row in rows}
        return {self.key(values): values for values in _stored(named)}

    def check(self, rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
        """Refuse unknown lists, wrong codes, reversed days, unknown parents and circles, taken ids."""
        known = set(CodeList.objects.order_by().values_list("key", flat=True))
        values = {**self.existing(rows), **{self.key(row.values): row.values for row in rows}}
        owners: dict[tuple[str, str], str] = {}
        for key, one in values.items():
            if one["register_id"]:
                owners.setdefault((str(one["list_key"]), str(one["register_id"])), key)
        for row in rows:
            yield from _refusals(row, known, values, owners)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write new codes, then the changed ones, then who belongs under whom."""
        del by
        lists = {one.key: one for one in CodeList.objects.all()}
        made = [
            _filled(
                Code(code_list=lists[str(row.values["list_key"])], code=str(row.values["code"])), row, run
            )
            for row in changes.new
        ]
        add_many(made)
        for change in changes.changed:
            code = _code(change.row.values["list_key"], change.row.values["code"])
            _filled(code, change.row, run).save()
        for row in (*changes.new, *(change.row for change in changes.changed)):
            _hang(row)

    def template_rows(self) -> Iterable[Values]:
        """Yield every stored code."""
        return _stored(None)


def _stored(list_keys: set[str] | None) -> list[Values]:
    found = Code.objects.select_related("code_list", "parent").order_by("code_list__key", "position", "code")
    if list_keys is not None:
        found = found.filter(code_list__key__in=list_keys)
    return [
        {
            "list_key": one.code_list.key,
            "code": one.code,
            "position": one.position,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "parent": one.parent.code if one.parent else "",
            **{name: getattr(one, name) for name in _TEXTS},
        }
        for one in found
    ]


def _code(list_key: object, code: object) -> Code:
    found: Code = Code.objects.get(code_list__key=list_key, code=code)
    return found


def _filled(code: Code, row: ParsedRow, run: ImportRun) -> Code:
    values: Mapping[str, Any] = row.values
    for name in _TEXTS:
        setattr(code, name, values[name])
    code.position = values["position"]
    code.valid_from, code.valid_to = values["valid_from"], values["valid_to"]
    code.import_run_id = run.pk
    return code


def _hang(row: ParsedRow) -> None:
    code = _code(row.values["list_key"], row.values["code"])
    parent = _code(row.values["list_key"], row.values["parent"]) if row.values["parent"] else None
    if code.parent_id != (parent.pk if parent else None):
        code.parent = parent
        code.save()


def _refusals(
    row: ParsedRow,
    known: set[str],
    values: Mapping[str, Values],
    owners: Mapping[tuple[str, str], str],
) -> Iterator[Refusal]:
    one: Mapping[str, Any] = row.values
    if one["list_key"] not in known:
        yield _refusal(
            row, "list_key", N_("There is no such code list."), N_("Write the key of a known one.")
        )
        return
    if not CODE.fullmatch(one["code"]):
        yield _refusal(
            row,
            "code",
            N_("This cannot be a code."),
            N_("Use at most 40 letters without diacritics, digits, dots, hyphens and underscores."),
        )
    if one["valid_from"] and one["valid_to"] and one["valid_to"] < one["valid_from"]:
        yield _refusal(
            row,
            "valid_to",
            N_("The last day lies before the first one."),
            N_("Swap the two days or leave the last one empty."),
        )
    owner = owners.get((one["list_key"], one["register_id"]))
    if owner is not None and owner != f"{one['list_key']}/{one['code']}":
        yield _refusal(
            row,
            "register_id",
            N_("This entry of the register belongs to another code already."),
            N_("Leave it empty, or correct it there first."),
        )
    if not _ends_at_the_top(one, values):
        yield _refusal(
            row,
            "parent",
            N_("This code cannot stand above it: it is unknown, or stands under it."),
            N_("Choose another code of the same list, or leave it empty."),
        )


def _ends_at_the_top(one: Mapping[str, Any], values: Mapping[str, Values]) -> bool:
    seen = {one["code"]}
    above = one["parent"]
    while above:
        if above in seen:
            return False
        seen.add(above)
        parent = values.get(f"{one['list_key']}/{above}")
        if parent is None:
            return False
        above = parent["parent"]
    return True


def _refusal(row: ParsedRow, column: str, message: str, way_out: str) -> Refusal:
    cell = row.values[column]
    return Refusal(
        row=row.number,
        column=column,
        cell="" if cell is None else str(cell),
        message=message,
        way_out=way_out,
    )
