"""Letters of verification, in the language of the region: asking, reminding, the answer to a proposal.

Every letter holds a link that works without an account, so it is confidential: the outbox does not show it.
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.network.models import Proposal, ProposalState, ProposedChange, VerificationRequest
from zazemi.network.verification.fields import label_of, place_name, said
from zazemi.network.verification.links import link_of, works
from zazemi.post.services import LetterFields, post_letter
from zazemi.ui.typography import day_text
from zazemi.values.text import N_

ABOUT_ASKING = N_("request to verify services")
ABOUT_ANSWER = N_("answer to a proposal of a provider")


def post_asking(address: str, requests: Sequence[VerificationRequest], *, is_last: bool, by: Actor) -> None:
    """Post one letter that names all services asked about at the mailbox, each with its link."""
    with translation.override(settings.LANGUAGE_CODE):
        number = max(request.letters_sent for request in requests)
        fields = LetterFields(
            to=address,
            subject=_subject(len(requests), number),
            text=_asking_text(requests, is_last=is_last),
            about=ABOUT_ASKING,
            key=f"network.verification {clock.today().isoformat()} {address}",
            is_confidential=True,
        )
        post_letter(fields, by=by)


def _subject(n_services: int, number: int) -> str:
    if number > 1:
        return _("Reminder: please verify what we publish about your services")
    return ngettext(
        "Please verify what we publish about your service",
        "Please verify what we publish about your services",
        n_services,
    )


def _asking_text(requests: Sequence[VerificationRequest], *, is_last: bool) -> str:
    lines = [
        _("Good day,"),
        "",
        _(
            "people look for help by the data below. Please look whether they still hold. It takes a minute: "
            "open the link and press “Everything holds”, or write what has changed. No sign-in is needed."
        ),
        "",
    ]
    for request in requests:
        verified = request.service.verified_on
        state = _("verified on %(day)s") % {"day": day_text(verified)} if verified else _("not verified yet")
        lines += [
            f"{request.service.name} ({state})",
            link_of(request),
            _("The link works until %(day)s.") % {"day": day_text(request.expires_on)},
            "",
        ]
    if is_last:
        lines += [
            _("This is the last reminder. Without an answer the public will read that the data are old."),
            "",
        ]
    return "\n".join([*lines, *_foot()])


def post_answer(proposal: Proposal, changes: Sequence[ProposedChange], *, by: Actor) -> None:
    """Tell the proposer what was accepted and what was not, with reasons; the link when it still works."""
    with translation.override(settings.LANGUAGE_CODE):
        fields = LetterFields(
            to=proposal.request.address,
            subject=_("Answer to your proposal about a service"),
            text=_answer_text(proposal, changes),
            about=ABOUT_ANSWER,
            key=f"network.proposal {proposal.pk}",
            is_confidential=True,
        )
        post_letter(fields, by=by)


def _answer_text(proposal: Proposal, changes: Sequence[ProposedChange]) -> str:
    lines = [_("Good day,"), "", _("thank you for what you wrote about the service %(service)s.")]
    lines[-1] %= {"service": proposal.service.name}
    lines += ["", *(_decision_line(change) for change in changes)]
    if proposal.answer:
        lines += ["", _("The regional office adds: %(answer)s") % {"answer": proposal.answer}]
    if works(proposal.request):
        lines += ["", _("You may answer again through the same link:"), link_of(proposal.request)]
    return "\n".join([*lines, "", *_foot()])


def _decision_line(change: ProposedChange) -> str:
    name = str(label_of(change.field))
    if change.place is not None:
        name = f"{place_name(change.place)}, {name}"
    params = {"field": name, "value": said(change.field, change.new_value).replace("\n", "; ")}
    if change.state == ProposalState.ACCEPTED:
        return _("– accepted: %(field)s: %(value)s") % params
    return _("– not accepted: %(field)s: %(value)s. Reason: %(reason)s") % {**params, "reason": change.reason}


def _foot() -> list[str]:
    return [
        _("Thank you."),
        "",
        _(
            "This letter was sent by Zázemí on behalf of the regional office. Do not forward it: the link "
            "in it lets whoever has it answer for you."
        ),
    ]
