"""Steps with code lists: add, change, end, delete what nobody uses, put the starting content in place.

Units:   days included on both ends.
Raises:  the errors of this room, StaleVersionError when somebody saved in between.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.codelists.errors import (
    DoubledCodeError,
    DoubledRegisterIdError,
    ForeignParentError,
    NamelessCodeError,
    NotYoursError,
    ReversedDaysError,
    StartingCodeError,
    UsedCodeError,
    WrongCodeError,
)
from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.selectors import usage_of
from zazemi.kernel.actor import Actor
from zazemi.kernel.codes import StartingCode, StartingList, codes
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.kernel.versions import add_many

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
GAP = 10
"""Distance of neighbours in the order, so that a new code fits between two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFields:
    """What people say of a code; the code itself is given once and never changes."""

    label_cs: str
    label_en: str = ""
    description: str = ""
    source: str = ""
    register_id: str = ""
    position: int = 0
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    parent: Code | None = None


def add_code(*, code_list: CodeList, code: str, fields: CodeFields, by: Actor) -> Code:
    """Enter a code of a list; position 0 puts it at the end.

    Raises WrongCodeError, DoubledCodeError, NamelessCodeError, ReversedDaysError, ForeignParentError,
    DoubledRegisterIdError, NotYoursError.
    """
    _require(by)
    with step(by, why=gettext("code entered")):
        CodeList.objects.select_for_update().get(pk=code_list.pk)
        made = Code(code_list=code_list, code=_checked(code))
        same = Code.objects.filter(code_list=code_list, code__iexact=made.code).first()
        if same is not None:
            raise DoubledCodeError(params={"code": same.code, "label": same.label})
        _fill(made, fields)
        made.position = fields.position or _next_position(code_list)
        made.save()
    return made


def change_code(code: Code, *, fields: CodeFields, expected_version: int, by: Actor) -> Code:
    """Change what a code says; records that have it show the new label at once.

    Raises as ``add_code``, and StaleVersionError.
    """
    _require(by)
    with step(by, why=gettext("code changed")):
        _fill(code, fields)
        code.save(expected_version=expected_version)
    return code


def end_code(code: Code, *, last_day: dt.date, expected_version: int, by: Actor) -> Code:
    """Let a code be chosen no longer after a day; what has it keeps it.

    Raises ReversedDaysError, StaleVersionError, NotYoursError.
    """
    _require(by)
    with step(by, why=gettext("code ended")):
        code.valid_to = last_day
        _check_days(code)
        code.save(expected_version=expected_version)
    return code


def remove_code(code: Code, *, by: Actor) -> None:
    """Delete a code that was entered by mistake.

    Raises UsedCodeError when any record has it, StartingCodeError when it came with the system.
    """
    _require(by)
    with step(by, why=gettext("code deleted")):
        Code.objects.select_for_update().get(pk=code.pk)
        used = usage_of(code.code_list).get(code.code)
        if used:
            where = ", ".join(f"{one.title} {one.n}×" for one in used)
            raise UsedCodeError(params={"label": code.label, "where": where})
        if code.code in {one.code for one in starting_codes(code.code_list.key)}:
            raise StartingCodeError(params={"label": code.label})
        code.delete()


def change_list(
    code_list: CodeList,
    *,
    title_cs: str,
    title_en: str,
    purpose: str,
    source: str,
    expected_version: int,
    by: Actor,
) -> CodeList:
    """Change how a list is called, what it is for and where it comes from.

    Raises StaleVersionError, NotYoursError.
    """
    _require(by)
    with step(by, why=gettext("code list changed")):
        code_list.title_cs, code_list.title_en = title_cs, title_en
        code_list.purpose, code_list.source = purpose, source
        code_list.save(expected_version=expected_version)
    return code_list


def seed_lists(*, by: Actor) -> int:
    """Put lists and codes that rooms declare in ``codes.py`` where they are missing; return how many.

    Safe to repeat: what stands there, changed or ended by people, stays as it is.
    """
    known = {one.key: one for one in CodeList.objects.all()}
    stored = set(Code.objects.order_by().values_list("code_list__key", "code"))
    lists = [one for one in codes if one.key not in known]
    missing = [
        (one, place, code)
        for one in codes
        for place, code in enumerate(one.codes, start=1)
        if (one.key, code.code) not in stored
    ]
    if not lists and not missing:
        return 0
    with step(by, why=gettext("starting content of code lists")):
        known |= {one.key: one for one in add_many([_new_list(one) for one in lists])}
        add_many([_new_code(known[one.key], place, code) for one, place, code in missing])
        _hang_under_parents(known, missing)
    return len(lists) + len(missing)


def _require(by: Actor) -> None:
    if not may(by, "codelists.change"):
        raise NotYoursError


def _checked(code: str) -> str:
    cleaned = code.strip()
    if not CODE.fullmatch(cleaned):
        raise WrongCodeError(params={"code": code})
    return cleaned


def _fill(code: Code, fields: CodeFields) -> None:
    code.label_cs, code.label_en = " ".join(fields.label_cs.split()), " ".join(fields.label_en.split())
    if not code.label_cs:
        raise NamelessCodeError
    code.description, code.source = fields.description.strip(), " ".join(fields.source.split())
    code.position = fields.position
    code.valid_from, code.valid_to = fields.valid_from, fields.valid_to
    _check_days(code)
    code.register_id = fields.register_id.strip()
    _check_register_id(code)
    _check_parent(code, fields.parent)
    code.parent = fields.parent


def _check_days(code: Code) -> None:
    if code.valid_from is not None and code.valid_to is not None and code.valid_to < code.valid_from:
        raise ReversedDaysError


def _check_register_id(code: Code) -> None:
    others = Code.objects.filter(code_list=code.code_list, register_id=code.register_id).exclude(pk=code.pk)
    other = others.first() if code.register_id else None
    if other is not None:
        raise DoubledRegisterIdError(params={"register_id": other.register_id, "label": other.label})


def _check_parent(code: Code, parent: Code | None) -> None:
    """Walk up from the parent: it must be of the same list and never meet the code itself."""
    above = parent
    while above is not None:
        if above.code_list_id != code.code_list_id or above.pk == code.pk:
            raise ForeignParentError(params={"label": parent.label if parent else ""})
        above = above.parent


def _next_position(code_list: CodeList) -> int:
    last = Code.objects.filter(code_list=code_list).order_by("-position").first()
    return GAP if last is None else last.position + GAP


def starting_codes(key: str) -> tuple[StartingCode, ...]:
    """Return the first content of a list; empty when no room declares it."""
    return tuple(codes.get(key).codes) if key in codes else ()


def _new_list(one: StartingList) -> CodeList:
    return CodeList(
        key=one.key, title_cs=one.title_cs, title_en=one.title_en, purpose=one.purpose, source=one.source
    )


def _new_code(code_list: CodeList, place: int, code: StartingCode) -> Code:
    return Code(
        code_list=code_list,
        code=code.code,
        label_cs=code.label_cs,
        label_en=code.label_en,
        description=code.description,
        source=code.source,
        register_id=code.register_id,
        position=place * GAP,
        valid_from=code.valid_from,
        valid_to=code.valid_to,
    )


def _hang_under_parents(
    known: dict[str, CodeList], missing: list[tuple[StartingList, int, StartingCode]]
) -> None:
    """Set the parents of codes just entered."""
    for one, _place, code in missing:
        if code.parent:
            of_list = Code.objects.filter(code_list=known[one.key])
            child = of_list.get(code=code.code)
            child.parent = of_list.get(code=code.parent)
            child.save()
