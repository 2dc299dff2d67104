"""The page of a conflict: three versions side by side, and the way back to saving, without JavaScript.

A view saves with ``expected_version`` from a hidden field. When the save is
stale it answers ``conflict_response(...)``; what that page sends comes to the
same address, where ``resolved(request.POST)`` turns the choices into ordinary
data of the form::

    form = PlaceForm(resolved(request.POST))
    ...
    except StaleVersionError as error:
        return conflict_response(request, error, form)

A field nobody decided about keeps my text and the old version, so the page comes back.
"""

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from zazemi.kernel.conflict import Conflict, FieldConflict, Side, conflict_of
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.history import history_of
from zazemi.kernel.subjects import subject_of
from zazemi.ui.typography import MISSING, day_text, number_text

VERSION_FIELD = "expected_version"
_MARK, _MINE, _THEIRS, _KEEP = "conflict.base", "conflict.mine.", "conflict.theirs.", "conflict.keep."
CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One field on the page: texts with marked changes, whose is chosen, who changed it."""

    name: str
    label: str
    base: str
    mine: SafeString
    theirs: SafeString
    chosen: str
    is_open: bool
    has_mine: bool
    has_theirs: bool


def resolved(data: QueryDict, *, version_field: str = VERSION_FIELD) -> QueryDict:
    """Turn the choices made on the page of a conflict into data of the form; other data stay as they are."""
    if _MARK not in data:
        return data
    done = QueryDict(mutable=True)
    is_undecided = False
    for name in (key for key in data if not key.startswith("conflict.")):
        done.setlist(name, data.getlist(name))
    for name in sorted({key.removeprefix(_KEEP + "all.") for key in data if key.startswith(_KEEP + "all.")}):
        choice = data.get(_KEEP + name)
        is_undecided = is_undecided or choice not in {Side.MINE, Side.THEIRS}
        values = data.getlist((_THEIRS if choice == Side.THEIRS else _MINE) + name)
        if values:
            done.setlist(name, values)
    if is_undecided:
        done.setlist(version_field, data.getlist(_MARK))
    return done


def conflict_response(
    request: HttpRequest,
    error: StaleVersionError,
    form: forms.BaseForm,
    *,
    version_field: str = VERSION_FIELD,
    url_back: str = "",
) -> HttpResponse:
    """Show base, mine and theirs of every field that differs; the answer is 409.

    Args:
        request: the request whose save was stale.
        error: what the save raised.
        form: the valid form with what the person typed; its fields are named as those of the record.
        version_field: name of the hidden field with the version.
        url_back: where the link "leave it as it is" leads; the present address when empty.
    """
    conflict = conflict_of(error, form.cleaned_data)
    last = history_of(error.current)[0]
    subject = subject_of(error.current)
    context = {
        "rows": [_row(one, form) for one in conflict.fields],
        "n_open": len(conflict.open_fields),
        "hidden": list(_hidden(conflict, form, version_field)),
        "their_name": last.by.name or gettext("somebody else"),
        "their_at": last.recorded_at,
        "conflict": conflict,
        "record_title": subject.title(error.current) if subject else str(error.current),
        "url_back": url_back or request.get_full_path(),
    }
    return render(request, "ui/conflict.html", context, status=CONFLICT)


def _hidden(conflict: Conflict, form: forms.BaseForm, version_field: str) -> Iterator[tuple[str, str]]:
    """Give everything that was typed, and theirs beside it, as hidden inputs."""
    apart = {one.name: one for one in conflict.fields}
    yield _MARK, str(conflict.expected_version)
    yield form.add_prefix(version_field), str(conflict.current_version)
    for name, field in form.fields.items():
        full = form.add_prefix(name)
        typed = _typed(form, full)
        if name == version_field:
            continue
        if name not in apart:
            yield from ((full, value) for value in typed)
            continue
        yield _KEEP + "all." + full, "1"
        yield from ((_MINE + full, value) for value in typed)
        yield from ((_THEIRS + full, value) for value in _raw(field, apart[name].theirs))


def _typed(form: forms.BaseForm, full: str) -> list[str]:
    data = form.data
    if isinstance(data, QueryDict):
        return [str(value) for value in data.getlist(full)]
    return [str(data[full])] if full in data else []


def _raw(field: forms.Field, value: object) -> list[str]:
    """Return a stored value as the browser would send it."""
    shown = field.prepare_value(value)
    if isinstance(shown, bool):
        return ["on"] if shown else []
    if shown is None:
        return [""]
    if isinstance(shown, (list, tuple)):
        return [str(one) for one in shown]
    text = field.widget.format_value(shown) if not isinstance(field.widget, forms.Select) else shown
    return [str("" if text is None else text)]


def _row(one: FieldConflict, form: forms.BaseForm) -> ConflictRow:
    field = form.fields[one.name]
    base, mine, theirs = (_said(field, value) for value in (one.base, one.mine, one.theirs))
    return ConflictRow(
        name=_KEEP + form.add_prefix(one.name),
        label=str(field.label or one.label),
        base=base,
        mine=_marked(base, mine),
        theirs=_marked(base, theirs),
        chosen=str(one.chosen or ""),
        is_open=one.is_open,
        has_mine=mine != base,
        has_theirs=theirs != base,
    )


def _said(field: forms.Field, value: object) -> str:
    """Return a value as people read it."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.date):
        return day_text(value)
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset
        chosen = rows.filter(pk=value).first() if rows is not None else None
        return str(chosen) if chosen is not None else str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field)).get(str(value), value))
    return _decimal_text(value) if isinstance(value, Decimal) else str(value)


def _decimal_text(value: Decimal) -> str:
    """Write a decimal number without superfluous zeros."""
    exponent = value.normalize().as_tuple().exponent
    return number_text(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _flat(field: forms.ChoiceField) -> Iterator[tuple[str, object]]:
    choices: Iterable[tuple[object, object]] = cast("Any", field.choices)
    for value, label in choices:
        pairs = label if isinstance(label, (list, tuple)) else [(value, label)]
        yield from ((str(key), word) for key, word in pairs)


def _marked(base: str, text: str) -> SafeString:
    """Mark words that were added and taken away."""
    if base == text:
        return format_html("{}", text)
    old, new = base.split(" "), text.split(" ")
    if len(old) == 1 or len(new) == 1:
        return format_html("<ins>{}</ins>", text)
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[a:b]), " ".join(new[c:d])
        if kind == "equal":
            pieces.append(format_html("{}", come))
            continue
        pieces += [format_html("<del>{}</del>", gone)] if gone else []
        pieces += [format_html("<ins>{}</ins>", come)] if come else []
    return format_html_join(mark_safe(" "), "{}", ((piece,) for piece in pieces))
