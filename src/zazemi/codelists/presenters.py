"""What the pages of code lists show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.selectors import Usage, codes_of, usage_of
from zazemi.codelists.services import starting_codes
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.ui.links import linked


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One code of a list."""

    code: Code
    depth: int
    state: str
    state_word: str
    n_used: int
    used_by: str
    history_url: str
    change_url: str
    end_url: str
    remove_url: str


def lines_of(code_list: CodeList, day: dt.date, viewer: Actor) -> list[CodeLine]:
    """Return the codes of a list, children under their parents, with who uses them."""
    codes = list(codes_of(code_list.key).select_related("code_list"))
    used = usage_of(code_list)
    may_change = may(viewer, "codelists.change")
    return [
        _line(code, depth, used.get(code.code, ()), day, viewer=viewer, may_change=may_change)
        for code, depth in _nested(codes)
    ]


def _nested(codes: Sequence[Code]) -> list[tuple[Code, int]]:
    """Put children under their parents, each level in the order of the list."""
    under: dict[int | None, list[Code]] = {}
    for code in codes:
        under.setdefault(code.parent_id, []).append(code)
    found: list[tuple[Code, int]] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for code in under.get(parent_id, ()):
            found.append((code, depth))
            walk(code.pk, depth + 1)

    walk(None, 0)
    return found


def _line(
    code: Code, depth: int, used: Sequence[Usage], day: dt.date, *, viewer: Actor, may_change: bool
) -> CodeLine:
    state, word = _state(code, day)
    n_used = sum(one.n for one in used)
    return CodeLine(
        code=code,
        depth=depth,
        state=state,
        state_word=word,
        n_used=n_used,
        used_by=", ".join(f"{one.title} {one.n}×" for one in used),
        history_url="" if viewer.is_anonymous else linked("history", "code", code.pk),
        change_url=reverse("codelists:code_change", args=[code.pk]) if may_change else "",
        end_url=reverse("codelists:code_end", args=[code.pk]) if may_change and state != "off" else "",
        remove_url=reverse("codelists:code_remove", args=[code.pk])
        if may_change and may_be_removed(code, n_used)
        else "",
    )


def may_be_removed(code: Code, n_used: int) -> bool:
    """Whether deleting has a chance: nobody uses the code and it did not come with the system."""
    return not n_used and code.code not in {one.code for one in starting_codes(code.code_list.key)}


def _state(code: Code, day: dt.date) -> tuple[str, str]:
    if code.is_valid_on(day):
        return "done", gettext("is valid")
    if code.valid_from is not None and code.valid_from > day:
        return "run", gettext("will be valid")
    return "off", gettext("has ended")
