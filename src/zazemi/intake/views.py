"""Pages of imports: upload and history, the dry run, storing, throwing away."""

import tempfile
from pathlib import Path, PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.files.services import safe_name
from zazemi.intake import services
from zazemi.intake.errors import UnknownImporterError
from zazemi.intake.exports import errors_workbook, template_workbook
from zazemi.intake.forms import UploadForm
from zazemi.intake.models import ImportRun
from zazemi.intake.presenters import page_of
from zazemi.intake.selectors import importers_for, refusals_of
from zazemi.intake.selectors import runs as runs_for
from zazemi.intake.slot import Importer, importer_of
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.values.errors import ZazemiError

PER_PAGE = 50
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def runs(request: ActorRequest) -> HttpResponse:
    """Offer the upload and list what was imported; an upload becomes a dry run."""
    asked = {"kind": request.GET.get("druh", "")}
    form = UploadForm(request.POST or None, request.FILES or None, viewer=request.actor, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            run = _dry_run(form, form.cleaned_data["file"], request)
        except ZazemiError as error:
            form.add_error("file", sentence_of(error))
        else:
            return redirect("intake:run", pk=run.pk)
    page = Paginator(runs_for(request.actor), PER_PAGE).get_page(request.GET.get("strana"))
    context = {
        "form": form,
        "page": page,
        "lines": [page_of(one, _importer(one)) for one in page.object_list],
        "importers": importers_for(request.actor),
    }
    return render(request, "intake/runs.html", context, status=UNPROCESSABLE if form.errors else 200)


def _dry_run(form: UploadForm, uploaded: "UploadedFile[Any]", request: ActorRequest) -> ImportRun:
    name = safe_name(uploaded.name or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{PurePath(name).suffix.lower()}"
        with path.open("wb") as stream:
            for piece in uploaded.chunks():
                stream.write(piece)
        return services.dry_run(
            kind=form.cleaned_data["kind"],
            path=path,
            name=name,
            by=request.actor,
            provenance=form.provenance(),
        )


@require_GET
def run(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a dry run, or what became of it."""
    found = _run(request, pk)
    return render(request, "intake/run.html", {"page": page_of(found, _importer(found)), "run": found})


@require_POST
def store(request: ActorRequest, pk: int) -> HttpResponse:
    """Store all rows, or none and say why."""
    return _decide(request, _run(request, pk), is_stored=True)


@require_POST
def discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw the file away."""
    return _decide(request, _run(request, pk), is_stored=False)


def _decide(request: ActorRequest, found: ImportRun, *, is_stored: bool) -> HttpResponse:
    try:
        if is_stored:
            services.apply(run=found, by=request.actor)
        else:
            services.discard(run=found, by=request.actor)
    except ZazemiError as error:
        current = _run(request, found.pk)
        context = {
            "page": page_of(current, _importer(current)),
            "run": current,
            "problem": sentence_of(error),
        }
        return render(request, "intake/run.html", context, status=UNPROCESSABLE)
    return redirect("intake:run", pk=found.pk)


@require_GET
def errors(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the list of errors as a workbook."""
    return _attachment(errors_workbook(refusals_of(_run(request, pk))), f"chyby-{pk}.xlsx")


@require_GET
def template(request: ActorRequest, kind: str) -> HttpResponse:
    """Give the workbook of a kind, filled with what is stored."""
    allowed = [one for one in importers_for(request.actor) if one.kind == kind]
    if not allowed:
        raise Http404
    return _attachment(template_workbook(allowed[0]), f"sablona-{kind}.xlsx")


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _run(request: ActorRequest, pk: int) -> ImportRun:
    found = runs_for(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _importer(one: ImportRun) -> Importer | None:
    try:
        return importer_of(one.kind)
    except UnknownImporterError:
        return None
