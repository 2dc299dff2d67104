"""The region decides about a proposal, field by field; what is accepted is written like any other change."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.catalogue.hours import from_plain, spans_of
from zazemi.network.choices import Weekday
from zazemi.network.models import Place, Proposal, ProposalState, ProposedChange, RequestState, Service
from zazemi.network.services.guarding import require_office
from zazemi.network.services.places import (
    HoursFields,
    PlaceFields,
    add_hours,
    change_place,
    remove_hours,
)
from zazemi.network.services.provided import FACTS, ServiceFacts, change_service
from zazemi.network.verification.answering import fulfil
from zazemi.network.verification.errors import DecidedError, SeenOtherError, UndecidedChangeError
from zazemi.network.verification.fields import HOURS, FieldKey, fingerprint, present_places, values_of
from zazemi.network.verification.letters import post_answer
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the region says of one change; a refusal has a reason."""

    is_accepted: bool
    reason: str = ""


def decide(
    proposal: Proposal, *, decisions: Mapping[int, Decision], answer: str, seen: str, by: Actor
) -> Proposal:
    """Accept or refuse every change of a proposal, and tell the proposer by e-mail.

    With everything accepted the service is verified as of the day of the proposal, because its provider has
    looked at all of it; with something refused it is not, and the link works on.

    Args:
        proposal: one that waits.
        decisions: by the primary key of the change.
        answer: words added to the letter.
        seen: fingerprint of the values that were shown beside the proposed ones.
        by: the regional office.

    Raises NotYoursError, DecidedError, SeenOtherError, UndecidedChangeError; what the changes raise.
    """
    require_office(by)
    with step(by, why=gettext("proposal of a provider decided")):
        current = Proposal.objects.select_for_update().select_related("request").get(pk=proposal.pk)
        if current.state != ProposalState.WAITING:
            raise DecidedError
        service = Service.objects.select_for_update().select_related("provider").get(pk=current.service_id)
        places = present_places(service, clock.today())
        if fingerprint(values_of(service, places)) != seen:
            raise SeenOtherError
        changes = list(current.changes.select_related("place__municipality").order_by("pk"))
        _note_decisions(changes, decisions)
        accepted = {
            FieldKey(one.place_id or 0, one.field): one.new_value
            for one in changes
            if one.state == ProposalState.ACCEPTED
        }
        service = _write_service(service, accepted, by)
        _write_places(places, accepted, by)
        _close(current, service, changes, answer)
        post_answer(current, changes, by=by)
    return current


def _note_decisions(changes: Sequence[ProposedChange], decisions: Mapping[int, Decision]) -> None:
    for change in changes:
        decision = decisions.get(change.pk)
        if decision is None or not (decision.is_accepted or decision.reason.strip()):
            raise UndecidedChangeError
        change.state = ProposalState.ACCEPTED if decision.is_accepted else ProposalState.REFUSED
        change.reason = "" if decision.is_accepted else " ".join(decision.reason.split())
        change.save()


def _write_service(service: Service, accepted: Mapping[FieldKey, object], by: Actor) -> Service:
    new = {key.field: _typed(key.field, value) for key, value in accepted.items() if key.place_id == 0}
    if not new:
        return service
    facts = ServiceFacts(**{name: getattr(service, name) for name in FACTS} | new)
    return change_service(
        service,
        provider=service.provider,
        kind=ServiceKind(service.kind),
        name=service.name,
        facts=facts,
        expected_version=service.version,
        by=by,
    )


def _typed(field: str, value: object) -> Any:  # noqa: ANN401 - as the field of the record
    if field == "alert_until":
        return dt.date.fromisoformat(str(value)) if value else None
    return value


def _write_places(places: Sequence[Place], accepted: Mapping[FieldKey, object], by: Actor) -> None:
    for place in places:
        new = {key.field: value for key, value in accepted.items() if key.place_id == place.pk}
        if HOURS in new:
            _write_hours(place, new.pop(HOURS), by)
        if new:
            names = [field.name for field in dataclasses.fields(PlaceFields)]
            known = {name: getattr(place, name) for name in names if name != "forms"}
            fields = PlaceFields(**known | new, forms=place.form_codes)
            change_place(place, fields=fields, expected_version=place.version, by=by)


def _write_hours(place: Place, value: object, by: Actor) -> None:
    """Put new hours in place of those that hold today; the history keeps the old ones."""
    today = clock.today()
    for row in place.hours.all():
        if spans_of([row], today):
            remove_hours(row, by=by)
    for span in from_plain(value) if isinstance(value, dict) else ():
        fields = HoursFields(
            weekday=Weekday(span.weekday),
            opens_at=span.opens,
            closes_at=span.closes,
            is_by_appointment=span.is_by_appointment,
        )
        add_hours(place=place, fields=fields, by=by)


def _close(proposal: Proposal, service: Service, changes: Sequence[ProposedChange], answer: str) -> None:
    proposal.state = ProposalState.DECIDED
    proposal.decided_at = clock.now()
    proposal.answer = answer.strip()
    proposal.save()
    if any(one.state == ProposalState.REFUSED for one in changes):
        return
    service.verified_on = clock.day_of(proposal.proposed_at)
    service.verified_note = gettext("by the provider, whose proposal was accepted")
    service.save()
    if proposal.request.state == RequestState.OPEN:
        fulfil(proposal.request)
