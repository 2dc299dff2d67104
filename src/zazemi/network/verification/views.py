"""Pages of verification for people who are signed in: overview, round, paper letters, decision, rule."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from zazemi.kernel import clock
from zazemi.kernel.formkeys import claim
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.network.edit_pages import UNPROCESSABLE, AddPage
from zazemi.network.models import Proposal, Service
from zazemi.network.verification import presenters, selectors
from zazemi.network.verification.answering import verify_service
from zazemi.network.verification.asking import send_round
from zazemi.network.verification.deciding import decide
from zazemi.network.verification.errors import SeenOtherError
from zazemi.network.verification.fields import fingerprint, present_places, values_of
from zazemi.network.verification.forms import DecisionForm, OverviewFilter, RoundForm, RuleForm, VerifyForm
from zazemi.network.verification.freshness import RULE_FIELDS, Freshness, rule_on
from zazemi.network.verification.rules import state_rule
from zazemi.values.errors import ZazemiError

PER_PAGE = 50
CONFLICT = 409
LETTERS_AT_ONCE = 100


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Show which services are verified, which not, since when, and who was asked."""
    return _overview(request, is_mine=False)


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """Show a provider which of its services are to be verified."""
    return _overview(request, is_mine=True)


def _overview(request: ActorRequest, *, is_mine: bool) -> HttpResponse:
    today = clock.today()
    rule = rule_on(today)
    providers = request.actor.organisation_ids if is_mine else None
    asked = request.GET.get("stav", "")
    state = asked if asked in list(Freshness) else ""
    chosen = OverviewFilter(request.GET)
    text = chosen.chosen("q")
    found = selectors.overview(today, rule, freshness=state, text=text, provider_ids=providers)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    listed = list(page.object_list)
    changes = selectors.changed_on([one.pk for one in listed])
    counts = selectors.counts_on(today, rule, provider_ids=providers)
    kept = f"stav={state}&" if state else ""
    kept += f"q={chosen['q'].value()}&" if text else ""
    context = {
        "is_mine": is_mine,
        "lines": presenters.overview_lines(listed, changes, today, rule),
        "page": page,
        "address": f"?{kept}strana=",
        "counts": counts,
        "n_due": counts.never + counts.stale + counts.soon,
        "tabs": presenters.tabs_of(state, counts, f"q={text}" if text else ""),
        "filter": chosen,
        "state": state,
        "rule": rule,
        "proposals": [] if is_mine else list(selectors.waiting_proposals()[:PER_PAGE]),
        "day": today,
    }
    return render(request, "network/verification/overview.html", context)


@require_http_methods(["GET", "POST"])
def new_round(request: ActorRequest) -> HttpResponse:
    """Say whom a round would ask; the button sends it, once."""
    today = clock.today()
    rule = rule_on(today)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with step(request.actor, why=str(_("round of verification"))):
            if claim(form.cleaned_data["form_key"], request.actor.user_id) is None:
                sent = send_round(by=request.actor)
                said = ngettext(
                    "%(n)s service was asked about.", "%(n)s services were asked about.", sent.n_asked
                ) % {"n": sent.n_asked}
                messages.success(request, said)
        return redirect("network:verification")
    services = selectors.to_be_asked(today, rule)
    paper = selectors.without_address(today, rule)
    n_paper = paper.count()
    context = {"form": form, "n_mail": services.count() - n_paper, "n_paper": n_paper, "rule": rule}
    return render(request, "network/verification/round.html", context)


@require_GET
def paper_letters(request: ActorRequest) -> HttpResponse:
    """Show letters to be printed for services without an e-mail, one sheet for each."""
    today = clock.today()
    found = list(selectors.without_address(today, rule_on(today))[:LETTERS_AT_ONCE])
    sheets = []
    for service in found:
        places = present_places(service, today)
        sheets.append((service, presenters.fact_blocks(values_of(service, places), places)))
    return render(request, "network/verification/paper.html", {"sheets": sheets, "day": today})


@require_http_methods(["GET", "POST"])
def verify(request: ActorRequest, pk: int) -> HttpResponse:
    """Show all that is published of a service; the button says that it holds."""
    service = Service.objects.select_related("provider").filter(pk=pk).first()
    if service is None or not may(request.actor, "network.change", service):
        raise Http404
    form = VerifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with step(request.actor, why=str(_("verified"))):
                if claim(form.cleaned_data["form_key"], request.actor.user_id) is None:
                    verify_service(service, how=form.cleaned_data["how"], by=request.actor)
        except ZazemiError as error:
            form.add_error("how", sentence_of(error))
        else:
            messages.success(request, _("The service is verified as of today."))
            return HttpResponseRedirect(_back(request))
    today = clock.today()
    places = present_places(service, today)
    context = {
        "service": service,
        "kind": presenters.kind_of(service),
        "form": form,
        "blocks": presenters.fact_blocks(values_of(service, places), places),
        "freshness": presenters.freshness_shown(service, today, rule_on(today)),
        "changed_on": selectors.changed_on([service.pk]).get(service.pk),
        "back": _back(request),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "network/verification/verify.html", context, status=status)


def _back(request: ActorRequest) -> str:
    is_office = may(request.actor, "network.state_coverage")
    return reverse("network:verification" if is_office else "network:verify_mine")


@require_http_methods(["GET", "POST"])
def proposal(request: ActorRequest, pk: int) -> HttpResponse:
    """Show proposed values beside those of then and of now; accept or refuse each."""
    found = selectors.proposal_of(pk)
    if found is None:
        raise Http404
    form = DecisionForm(found, request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            decide(
                found,
                decisions=form.decisions(),
                answer=form.cleaned_data["answer"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
            )
        except SeenOtherError as error:
            return _proposal_page(request, found, error=sentence_of(error), status=CONFLICT, form=form)
        except ZazemiError as error:
            return _proposal_page(request, found, error=sentence_of(error), status=UNPROCESSABLE, form=form)
        messages.success(request, _("The proposal is decided; its author will read the answer by e-mail."))
        return redirect("network:verification")
    status = 200 if form is None else UNPROCESSABLE
    return _proposal_page(request, found, status=status, form=form)


def _proposal_page(
    request: ActorRequest,
    found: Proposal,
    *,
    form: DecisionForm | None,
    status: int,
    error: str = "",
) -> HttpResponse:
    places = present_places(found.service, clock.today())
    now = values_of(found.service, places)
    changes = presenters.changes_shown(list(found.changes.all()), now)
    seen = fingerprint(now)
    if form is None:
        calm = [one.pk for one in changes if not one.is_conflict]
        form = DecisionForm(found, seen=seen, preselected=calm)
    elif status == CONFLICT:
        form = DecisionForm(found, {**dict(form.data.items()), "seen": seen})
    rows = [(one, form[f"d{one.pk}"], form[f"r{one.pk}"]) for one in changes]
    context = {
        "proposal": found,
        "service": found.service,
        "kind": presenters.kind_of(found.service),
        "form": form,
        "rows": rows,
        "error": error,
        "n_conflicts": sum(one.is_conflict for one in changes),
    }
    return render(request, "network/verification/proposal.html", context, status=status)


class RuleAdd(AddPage):
    """The rule of verification from a day on."""

    form_class = RuleForm
    heading = _("New rule of verification")
    lead = _(
        "From its first day the rule says when what we know is old and how often providers are reminded."
    )

    def first_values(self) -> dict[str, object]:
        """Begin with the rule of today."""
        rule = rule_on(clock.today())
        return {"valid_from": clock.today()} | {name: getattr(rule, name) for name in RULE_FIELDS}

    def url_back(self) -> str:
        """Back to the overview."""
        return reverse("network:verification")

    def service(self) -> str:
        """Belong to the overview, which is no service."""
        return str(_("Verification"))

    def facts(self) -> str:
        """Say nothing above the form."""
        return ""

    def add(self, values: dict[str, Any]) -> str:
        """Write the rule."""
        state_rule(rule=self.form.rule(), valid_from=values["valid_from"], by=self.request.actor)
        return self.url_back()

    form: RuleForm
