"""Pages of a text: reading with comments, writing, comparing, settling."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.texts import services
from zazemi.texts.errors import TextConflictError
from zazemi.texts.forms import CommentForm, SettleForm, WriteForm
from zazemi.texts.models import Comment, Text
from zazemi.texts.paragraphs import source_of
from zazemi.texts.permissions import COMMENT, EDIT, SETTLE, may_with_text
from zazemi.texts.presenters import address_of, compared_lines, segment_lines, text_page
from zazemi.texts.selectors import comment_with, comparison, discussion_of, text_with, versions_of
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError

UNPROCESSABLE, CONFLICT = 422, 409
PICK = "pick."


@require_GET
def text(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a text with its comments."""
    return _page(request, _text(request, pk))


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, pk: int) -> HttpResponse:
    """Write the text; who comes second sees both sides paragraph by paragraph."""
    found = _text(request, pk, EDIT)
    if request.method == "GET":
        first = {"base_version": found.version, "source": source_of(found.paragraphs)}
        return _writing(request, found, WriteForm(initial=first))
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _writing(request, found, form, UNPROCESSABLE)
    try:
        services.save_text(
            found,
            source=form.cleaned_data["source"],
            base_version=form.cleaned_data["base_version"],
            picks=_picks(request) or None,
            seen_version=_seen(request),
            by=request.actor,
        )
    except TextConflictError as error:
        return _conflict(request, found, error, form)
    except ZazemiError as error:
        form.add_error("source", sentence_of(error))
        return _writing(request, found, form, UNPROCESSABLE)
    return HttpResponseRedirect(address_of(found))


@require_GET
def compare(request: ActorRequest, pk: int) -> HttpResponse:
    """Show two versions side by side; without a choice the last two."""
    found = _text(request, pk)
    versions = versions_of(found)
    new = _number(request, "do") or versions[0].version
    older = [one.version for one in versions if one.version < new]
    old = _number(request, "od") or (older[0] if older else new)
    rows = comparison(found, old, new)
    if rows is None:
        raise Http404
    context = {"text": found, "lines": compared_lines(rows), "versions": versions, "old": old, "new": new}
    return render(request, "texts/compare.html", context)


@require_http_methods(["GET", "POST"])
def comment(request: ActorRequest, pk: int) -> HttpResponse:
    """Comment on a paragraph of a text."""
    found = _text(request, pk, COMMENT)
    if request.method == "GET":
        first = {
            "form_key": new_form_key(),
            "on_version": found.version,
            "paragraph": request.GET.get("odstavec", ""),
        }
        return _commenting(request, found, CommentForm(initial=first))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _commenting(request, found, form, UNPROCESSABLE)
    values = form.cleaned_data
    try:
        with step(request.actor, why=gettext("comment on a text")):
            if claim(values["form_key"], request.actor.user_id) is None:
                services.add_comment(
                    found,
                    words=values["words"],
                    paragraph_id=values["paragraph"],
                    on_version=values["on_version"],
                    by=request.actor,
                )
                remember(values["form_key"], address_of(found))
    except ZazemiError as error:
        form.add_error("words", sentence_of(error))
        return _commenting(request, found, form, UNPROCESSABLE)
    return HttpResponseRedirect(f"{address_of(found)}#{values['paragraph']}")


@require_http_methods(["GET", "POST"])
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """Settle a comment."""
    found = _comment(request, pk)
    if not may_with_text(request.actor, SETTLE, found.text):
        raise Http404
    if request.method == "GET":
        first = {"expected_version": found.version, "state": found.state, "reason": found.reason}
        return _settling(request, found, SettleForm(initial=first))
    form = SettleForm(resolved(request.POST))
    if not form.is_valid():
        return _settling(request, found, form, UNPROCESSABLE)
    try:
        services.settle_comment(
            found,
            state=form.chosen(),
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["expected_version"],
            by=request.actor,
        )
    except StaleVersionError as error:
        return conflict_response(request, error, form, url_back=address_of(found.text))
    except ZazemiError as error:
        form.add_error("reason", sentence_of(error))
        return _settling(request, found, form, UNPROCESSABLE)
    return HttpResponseRedirect(f"{address_of(found.text)}#{found.paragraph_id}")


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    found = _comment(request, pk)
    try:
        services.withdraw_comment(found, by=request.actor)
    except ZazemiError as error:
        return _page(request, found.text, problem=sentence_of(error), status=UNPROCESSABLE)
    return HttpResponseRedirect(address_of(found.text))


def _text(request: ActorRequest, pk: int, deed: str = "") -> Text:
    found = text_with(pk, viewer=request.actor)
    if found is None or (deed and not may_with_text(request.actor, deed, found)):
        raise Http404
    return found


def _comment(request: ActorRequest, pk: int) -> Comment:
    found = comment_with(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _page(request: ActorRequest, found: Text, *, problem: str = "", status: int = 200) -> HttpResponse:
    page = text_page(found, discussion_of(found), versions_of(found), request.actor)
    return render(request, "texts/text.html", {"page": page, "problem": problem}, status=status)


def _writing(request: HttpRequest, found: Text, form: WriteForm, status: int = 200) -> HttpResponse:
    context = {"text": found, "form": form, "url_back": address_of(found)}
    return render(request, "texts/write.html", context, status=status)


def _commenting(request: HttpRequest, found: Text, form: CommentForm, status: int = 200) -> HttpResponse:
    asked = form["paragraph"].value()
    quote = next((one for one in found.paragraphs if one.id == asked), None)
    context = {"text": found, "form": form, "quote": quote, "url_back": address_of(found)}
    return render(request, "texts/comment.html", context, status=status)


def _settling(request: HttpRequest, found: Comment, form: SettleForm, status: int = 200) -> HttpResponse:
    context = {"comment": found, "text": found.text, "form": form, "url_back": address_of(found.text)}
    return render(request, "texts/settle.html", context, status=status)


def _conflict(request: HttpRequest, found: Text, error: TextConflictError, form: WriteForm) -> HttpResponse:
    context = {
        "text": found,
        "form": form,
        "lines": segment_lines(error.segments),
        "seen_version": error.text.version,
        "last": versions_of(found)[0],
        "url_back": address_of(found),
    }
    return render(request, "texts/conflict.html", context, status=CONFLICT)


def _picks(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix(PICK): value
        for name, value in request.POST.items()
        if name.startswith(PICK) and isinstance(value, str)
    }


def _seen(request: HttpRequest) -> int | None:
    value = request.POST.get("seen_version", "")
    return int(value) if value.isdecimal() else None


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() else None
