"""What the pages of verification show, typed and formatted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zazemi.kernel.sentences import translated
from zazemi.network.choices import KIND_LABELS
from zazemi.network.models import (
    Place,
    ProposedChange,
    RequestState,
    Service,
    VerificationRequest,
)
from zazemi.network.verification.fields import (
    HOURS,
    PLACE_FIELDS,
    SERVICE_FIELDS,
    FieldKey,
    label_of,
    place_name,
    said,
)
from zazemi.network.verification.freshness import (
    FRESHNESS_SIGNS,
    FRESHNESS_WORDS,
    Freshness,
    Rule,
    freshness_of,
)
from zazemi.network.verification.selectors import FreshnessCounts
from zazemi.ui.typography import MISSING, day_text


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessShown:
    """How old a verification is: sign, word, day, how."""

    sign: str
    word: str
    verified_on: dt.date | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewLine:
    """One service in the overview."""

    service: Service
    provider: str
    freshness: FreshnessShown
    changed_on: dt.date | None
    asked: str
    proposal_url: str
    verify_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One field of what is published, as people read it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBlock:
    """Facts of the service, or of one of its places (named)."""

    name: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One proposed change beside what was and what is now."""

    pk: int
    label: str
    old: str
    new: str
    now: str
    is_conflict: bool


def freshness_shown(service: Service, today: dt.date, rule: Rule) -> FreshnessShown:
    """Put the age of a verification into a sign and a word."""
    value = freshness_of(service.verified_on, today, rule)
    return FreshnessShown(
        sign=FRESHNESS_SIGNS[value],
        word=translated(FRESHNESS_WORDS[value]),
        verified_on=service.verified_on,
        how=service.verified_note,
    )


def overview_lines(
    services: Sequence[Service], changes: Mapping[int, dt.date], today: dt.date, rule: Rule
) -> list[OverviewLine]:
    """Return the lines of the overview; requests and proposals are fetched already."""
    return [
        OverviewLine(
            service=service,
            provider=service.provider.name,
            freshness=freshness_shown(service, today, rule),
            changed_on=changes.get(service.pk),
            asked=_asked(service, today, rule),
            proposal_url=_proposal_url(service),
            verify_url=reverse("network:verify_service", args=[service.pk]),
        )
        for service in services
    ]


def _proposal_url(service: Service) -> str:
    waiting = service.waiting  # type: ignore[attr-defined]  # set by the prefetch
    return reverse("network:proposal", args=[waiting[0].pk]) if waiting else ""


def _asked(service: Service, today: dt.date, rule: Rule) -> str:
    requests: list[VerificationRequest] = service.requests  # type: ignore[attr-defined]  # set by the prefetch
    if not requests:
        return "" if service.email else _("no e-mail: write or call")
    return asked_words(requests[0], today, rule)


def asked_words(request: VerificationRequest, today: dt.date, rule: Rule) -> str:
    """Say how the last request stands."""
    if request.state == RequestState.FULFILLED:
        return _("answered on %(day)s") % {"day": day_text(request.fulfilled_on)}
    if request.last_letter_on is None:
        return _("the first letter waits for its time")
    params = {"n": request.letters_sent, "day": day_text(request.last_letter_on)}
    words = ngettext(
        "%(n)s letter, the last on %(day)s", "%(n)s letters, the last on %(day)s", request.letters_sent
    )
    since = request.last_letter_on + dt.timedelta(days=rule.pause_days)
    if request.letters_sent >= rule.most_letters and today >= since:
        return _("no answer: call; %(letters)s") % {"letters": words % params}
    return words % params


def tabs_of(chosen: str, numbers: FreshnessCounts, query: str) -> list[tuple[str, str, bool]]:
    """Return the tabs over the overview: name with a number, address, whether it is this one."""
    named = [
        ("", _("All"), numbers.total),
        (Freshness.NEVER, _("Not verified yet"), numbers.never),
        (Freshness.STALE, _("Verified long ago"), numbers.stale),
        (Freshness.SOON, _("To be verified soon"), numbers.soon),
        (Freshness.FRESH, _("Verified"), numbers.fresh),
    ]
    return [
        (f"{name} ({n})", f"?{f'stav={value}&' if value else ''}{query}".rstrip("&"), value == chosen)
        for value, name, n in named
    ]


def fact_blocks(values: Mapping[FieldKey, object], places: Sequence[Place]) -> list[FactBlock]:
    """Return all that is published, the service first; empty fields are said to be empty."""
    blocks = [FactBlock(name="", facts=[_fact(values, 0, name) for name in SERVICE_FIELDS])]
    for place in places:
        facts = [_fact(values, place.pk, name) for name in (*PLACE_FIELDS, HOURS)]
        blocks.append(FactBlock(name=place_name(place), facts=facts))
    return blocks


def _fact(values: Mapping[FieldKey, object], place_id: int, field: str) -> Fact:
    label = str(label_of(field))
    return Fact(label=label[:1].upper() + label[1:], value=said(field, values[FieldKey(place_id, field)]))


def changes_shown(changes: Sequence[ProposedChange], now: Mapping[FieldKey, object]) -> list[ChangeShown]:
    """Return proposed values beside those of then and those of now."""
    shown = []
    for change in changes:
        key = FieldKey(change.place_id or 0, change.field)
        label = str(label_of(change.field))
        where = f"{place_name(change.place)}: " if change.place is not None else ""
        shown.append(
            ChangeShown(
                pk=change.pk,
                label=where + (label if where else label[:1].upper() + label[1:]),
                old=said(change.field, change.old_value),
                new=said(change.field, change.new_value),
                now=said(change.field, now[key]) if key in now else MISSING,
                is_conflict=now.get(key) != change.old_value,
            )
        )
    return shown


def kind_of(service: Service) -> str:
    """Return the kind of a service in words."""
    return str(KIND_LABELS[service.service_kind])
