"""Reading of code lists: what may be chosen on a day, how a code is called, who uses it.

Every function asks once; nothing is cached, so a changed list counts with the next query.
Raises:  UnknownListError, UnknownCodeError, EndedCodeError.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from zazemi.codelists.errors import EndedCodeError, UnknownCodeError, UnknownListError
from zazemi.codelists.models import Code, CodeList, CodeQuerySet
from zazemi.kernel import clock
from zazemi.kernel.codes import code_uses
from zazemi.kernel.references import counts_of, foreign_keys_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How many records of one kind use a code."""

    title: str
    n: int


def codes_on(list_key: str, day: dt.date | None = None) -> CodeQuerySet:
    """Return the codes of a list that may be chosen on a day (today when not said), in its order.

    One query; fit for ``forms.ModelChoiceField``. An unknown list is empty.
    """
    found: CodeQuerySet = codes_of(list_key).valid_on(day or clock.today())
    return found


def codes_of(list_key: str) -> CodeQuerySet:
    """Return all codes of a list in its order, the ended and the future ones too; one query."""
    found: CodeQuerySet = Code.objects.filter(code_list__key=list_key).order_by("position", "code")
    return found


def choices_of(
    list_key: str, day: dt.date | None = None, *, keep: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return (code, label) for a form, in the order of the list; one query.

    Args:
        list_key: the key of the list.
        day: the day of choosing, today when not said.
        keep: codes that the record has already; they stay on offer even when they have ended.
    """
    chosen_on = day or clock.today()
    return [
        (one.code, one.label) for one in codes_of(list_key) if one.code in keep or one.is_valid_on(chosen_on)
    ]


def labels_of(list_key: str) -> dict[str, str]:
    """Return the label of every code of a list, ended ones too; one query, for tables."""
    return {one.code: one.label for one in codes_of(list_key)}


def label_of(list_key: str, code: str) -> str:
    """Return the label of one code, or the code itself when the list does not have it."""
    found = code_with(list_key, code)
    return found.label if found else code


def code_with(list_key: str, code: str) -> Code | None:
    """Return one code of a list, ended or not, or None."""
    found: Code | None = codes_of(list_key).filter(code=code).first()
    return found


def required_code(list_key: str, code: str, day: dt.date | None = None) -> Code:
    """Return the code that a record is to have from ``day`` on (today when not said).

    Raises UnknownCodeError and EndedCodeError, both sentences for a form.
    """
    found = code_with(list_key, code)
    chosen_on = day or clock.today()
    if found is None:
        raise UnknownCodeError(params={"list": list_key, "code": code})
    if not found.is_valid_on(chosen_on):
        raise EndedCodeError(params={"label": found.label, "day": chosen_on})
    return found


def by_register_id(list_key: str) -> dict[str, Code]:
    """Return the codes of a list that are tied to an official register, by the id there; one query."""
    return {one.register_id: one for one in codes_of(list_key).exclude(register_id="")}


def list_with(key: str) -> CodeList:
    """Return the list of a key.

    Raises UnknownListError, which names the known lists.
    """
    found = CodeList.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(CodeList.objects.order_by("key").values_list("key", flat=True))
        raise UnknownListError(params={"key": key, "known": known or "–"})
    return found


def lists_with_counts(day: dt.date) -> list[CodeList]:
    """Return all lists by title; ``n_codes`` and ``n_valid`` (on the day) are on each. One query."""
    valid = (Q(codes__valid_from__isnull=True) | Q(codes__valid_from__lte=day)) & (
        Q(codes__valid_to__isnull=True) | Q(codes__valid_to__gte=day)
    )
    counted = CodeList.objects.annotate(n_codes=Count("codes"), n_valid=Count("codes", filter=valid))
    return list(counted.order_by("title_cs", "pk"))


def code_of(pk: int) -> Code | None:
    """Return a code with its list and parent, or None."""
    found: Code | None = Code.objects.select_related("code_list", "parent").filter(pk=pk).first()
    return found


def usage_of(code_list: CodeList) -> Mapping[str, list[Usage]]:
    """Return who uses the codes of a list, by code; one query for each kind of record that may.

    Foreign keys to ``Code`` are found by themselves, texts by the slot ``kernel.codes.code_uses``.
    """
    by_pk = dict(Code.objects.filter(code_list=code_list).order_by().values_list("pk", "code"))
    found: dict[str, list[Usage]] = defaultdict(list)
    for key in foreign_keys_to(Code):
        for pk, n in counts_of(key, list(by_pk)).items():
            title = f"{key.model._meta.verbose_name}: {key.verbose_name}"  # noqa: SLF001 - Django's documented _meta
            found[by_pk[int(str(pk))]].append(Usage(title=title, n=n))
    for use in code_uses:
        if use.list_key == code_list.key:
            for code, n in use.counted().items():
                found[code].append(Usage(title=str(use.title), n=n))
    return found
