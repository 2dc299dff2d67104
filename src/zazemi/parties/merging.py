"""Pages of duplicates: likely pairs, two records side by side, the merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_GET

from zazemi.kernel.references import references_to
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of, translated
from zazemi.parties import services
from zazemi.parties.models import Organisation, Person
from zazemi.parties.selectors import duplicates, organisation_of, person_of
from zazemi.parties.services.merging import ORGANISATION_PARTS, PERSON_PARTS, Versions
from zazemi.ui.typography import MISSING, day_text
from zazemi.values.errors import ZazemiError

UNPROCESSABLE = 422
TAKEN = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One field of two records; ``chosen`` is ``kept``, ``other`` or empty where both are the same."""

    name: str
    label: str
    kept: str
    other: str
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many records of one kind would be moved."""

    title: str
    n: int


@require_GET
def likely_organisations(request: ActorRequest) -> HttpResponse:
    """List pairs of organisations that may be one."""
    return _likely(request, duplicates.likely_organisations(), "organisation")


@require_GET
def likely_people(request: ActorRequest) -> HttpResponse:
    """List pairs of people that may be one."""
    return _likely(request, duplicates.likely_people(), "person")


def _likely(request: ActorRequest, pairs: Sequence[duplicates.Likely[Any]], what: str) -> HttpResponse:
    context = {
        "pairs": [{"pair": pair, "reason": translated(pair.reason)} for pair in pairs],
        "is_people": what == "person",
    }
    return render(request, "parties/duplicates.html", context)


class _Merge(View):
    """Two records side by side; on the button, one becomes a pointer to the other."""

    parts: ClassVar[tuple[str, ...]]
    heading: ClassVar[str | Promise]
    list_name: ClassVar[str]
    page_name: ClassVar[str]
    request: ActorRequest

    def found(self, pk: int) -> Any:  # noqa: ANN401 - an organisation or a person
        """Return a record that is no pointer, or answer 404."""
        raise NotImplementedError

    def merge(self, kept: Any, other: Any, taken: Mapping[str, bool], versions: Versions) -> int:  # noqa: ANN401 - as above
        """Merge."""
        raise NotImplementedError

    def setup(self, request: ActorRequest, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401 - Django's own signature
        """Find both records."""
        super().setup(request, *args, **kwargs)
        if kwargs["pk"] == kwargs["other"]:
            raise Http404
        self.kept, self.other = self.found(kwargs["pk"]), self.found(kwargs["other"])

    def get(self, _request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Show both."""
        return self.show()

    def post(self, request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Merge, or say why not."""
        taken = {name: request.POST[name] == TAKEN for name in self.parts if name in request.POST}
        versions = Versions(kept=self._sent("kept_version"), merged=self._sent("other_version"))
        try:
            self.merge(self.kept, self.other, taken, versions)
        except ZazemiError as error:
            self.kept, self.other = self.found(self.kept.pk), self.found(self.other.pk)
            return self.show(problem=sentence_of(error))
        return redirect(self.page_name, pk=self.kept.pk)

    def show(self, problem: str = "") -> HttpResponse:
        """Show both records, what would be moved, and the problem if there was one."""
        context = {
            "kept": self.kept,
            "other": self.other,
            "rows": part_rows(self.kept, self.other, self.parts),
            "moved": moved_of(self.other),
            "heading": self.heading,
            "list_url": reverse(self.list_name),
            "swap_url": reverse(self.request.resolver_match.view_name, args=[self.other.pk, self.kept.pk])
            if self.request.resolver_match
            else "",
            "problem": problem,
        }
        return render(self.request, "parties/merge.html", context, status=UNPROCESSABLE if problem else 200)

    def _sent(self, name: str) -> int:
        text = self.request.POST.get(name, "")
        return int(text) if text.isdecimal() else 0


class OrganisationMerge(_Merge):
    """Two organisations side by side."""

    parts = ORGANISATION_PARTS
    heading = _("Merge two organisations")
    list_name = "parties:organisation_duplicates"
    page_name = "parties:organisation"

    def found(self, pk: int) -> Organisation:
        """Return the organisation."""
        organisation = organisation_of(pk)
        if organisation is None or organisation.merged_into_id:
            raise Http404
        return organisation

    def merge(
        self, kept: Organisation, other: Organisation, taken: Mapping[str, bool], versions: Versions
    ) -> int:
        """Merge them."""
        return services.merge_organisations(
            kept, other, taken=taken, versions=versions, by=self.request.actor
        )


class PersonMerge(_Merge):
    """Two records of people side by side."""

    parts = PERSON_PARTS
    heading = _("Merge two records of one person")
    list_name = "parties:people_duplicates"
    page_name = "parties:person"

    def found(self, pk: int) -> Person:
        """Return the person."""
        person = person_of(pk)
        if person is None or person.merged_into_id or person.erased_at:
            raise Http404
        return person

    def merge(self, kept: Person, other: Person, taken: Mapping[str, bool], versions: Versions) -> int:
        """Merge them."""
        return services.merge_people(kept, other, taken=taken, versions=versions, by=self.request.actor)


def part_rows(kept: models.Model, other: models.Model, parts: Sequence[str]) -> list[PartRow]:
    """Return the fields of two records beside each other, without those empty in both."""
    rows = []
    for name in parts:
        mine, theirs = _said(kept, name), _said(other, name)
        if mine == theirs == MISSING:
            continue
        chosen = "" if mine == theirs else (TAKEN if mine == MISSING else "kept")
        label = str(kept._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 - concrete fields; Django's documented _meta
        rows.append(PartRow(name=name, label=label, kept=mine, other=theirs, chosen=chosen))
    return rows


def moved_of(record: models.Model) -> list[Moved]:
    """Return what would be moved from the record, by kind."""
    counted: dict[str, int] = {}
    for key, _row in references_to(record):
        title = f"{key.model._meta.verbose_name} – {key.verbose_name}"  # noqa: SLF001 - as above
        counted[title] = counted.get(title, 0) + 1
    return [Moved(title=title, n=n) for title, n in counted.items()]


def _said(record: models.Model, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if value in (None, ""):
        return MISSING
    return day_text(value) if hasattr(value, "isoformat") else str(value)
