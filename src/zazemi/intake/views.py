"""Pages of imports: upload and history, the dry run, storing, taking back, and the files they give."""

import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.files.services import content_of, safe_name
from zazemi.intake import services
from zazemi.intake.errors import UnknownImporterError
from zazemi.intake.exports import errors_workbook, marked_file, template_workbook
from zazemi.intake.forms import EncodingForm, HistoryForm, UploadForm
from zazemi.intake.models import ImportRun
from zazemi.intake.ordering import LONG_FILE_BYTES, is_long, order_dry_run, order_storing
from zazemi.intake.presenters import page_of, undo_page_of
from zazemi.intake.selectors import importers_for, narrowed, refusals_of, undoing
from zazemi.intake.selectors import runs as runs_for
from zazemi.intake.slot import Importer, importer_of
from zazemi.jobs.models import Job
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.ui.downloads import download
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
            made = _try_out(form, form.cleaned_data["file"], request)
        except ZazemiError as error:
            form.add_error("file", sentence_of(error))
        else:
            if isinstance(made, Job):
                return redirect("jobs:job", job_id=made.pk)
            return redirect("intake:run", pk=made.pk)
    shown = HistoryForm(request.GET, viewer=request.actor)
    found = narrowed(runs_for(request.actor), shown.wanted())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    kept = {key: value for key, value in request.GET.items() if key in shown.fields and value}
    context = {
        "form": form,
        "filter": shown,
        "is_filtered": bool(kept),
        "address": f"?{urlencode([*kept.items(), ('strana', '')])}",
        "page": page,
        "lines": [page_of(one, _importer(one)) for one in page.object_list],
        "importers": importers_for(request.actor),
    }
    return render(request, "intake/runs.html", context, status=UNPROCESSABLE if form.errors else 200)


def _try_out(form: UploadForm, uploaded: "UploadedFile[Any]", request: ActorRequest) -> ImportRun | Job:
    """Try the file out now, or order it from the worker when it is long."""
    name = safe_name(uploaded.name or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{PurePath(name).suffix.lower()}"
        with path.open("wb") as stream:
            for piece in uploaded.chunks():
                stream.write(piece)
        is_long_file = path.stat().st_size > LONG_FILE_BYTES
        begin: Callable[..., ImportRun | Job] = order_dry_run if is_long_file else services.dry_run
        return begin(
            kind=form.cleaned_data["kind"],
            path=path,
            name=name,
            by=request.actor,
            provenance=form.provenance(),
            encoding=form.cleaned_data["encoding"],
        )


@require_GET
def run(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a dry run, or what became of it."""
    found = _run(request, pk)
    return _shown(request, found)


def _shown(request: ActorRequest, found: ImportRun, problem: str = "") -> HttpResponse:
    context = {
        "page": page_of(found, _importer(found)),
        "run": found,
        "problem": problem,
        "encoding_form": EncodingForm(initial={"encoding": found.encoding.removesuffix("-sig")}),
    }
    return render(request, "intake/run.html", context, status=UNPROCESSABLE if problem else 200)


@require_POST
def store(request: ActorRequest, pk: int) -> HttpResponse:
    """Store all rows, or none and say why; a long file is stored by the worker."""
    found = _run(request, pk)
    if found.may_be_applied and is_long(found):
        return redirect("jobs:job", job_id=order_storing(run=found, by=request.actor).pk)
    return _decide(request, found, lambda: services.apply(run=found, by=request.actor))


@require_POST
def discard(request: ActorRequest, pk: int) -> HttpResponse:
    """Throw the file away."""
    found = _run(request, pk)
    return _decide(request, found, lambda: services.discard(run=found, by=request.actor))


@require_POST
def read_otherwise(request: ActorRequest, pk: int) -> HttpResponse:
    """Read the file once more in another encoding."""
    found = _run(request, pk)
    form = EncodingForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, " ".join(map(str, form.errors["encoding"])))
    encoding = form.cleaned_data["encoding"]
    return _decide(
        request, found, lambda: services.read_otherwise(run=found, encoding=encoding, by=request.actor)
    )


def _decide(request: ActorRequest, found: ImportRun, decide: Callable[[], ImportRun]) -> HttpResponse:
    try:
        done = decide()
    except ZazemiError as error:
        return _shown(request, _run(request, found.pk), sentence_of(error))
    return redirect("intake:run", pk=done.pk)


@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask whether to take a stored import back, saying what that does; take it back."""
    found = _run(request, pk)
    problem = ""
    if request.method == "POST":
        try:
            services.undo(run=found, by=request.actor)
        except ZazemiError as error:
            problem = sentence_of(error)
            found = _run(request, pk)
        else:
            return redirect("intake:run", pk=pk)
    elif not found.may_be_undone:
        return redirect("intake:run", pk=pk)
    if not found.may_be_undone:
        return _shown(request, found, problem)
    page = undo_page_of(found, undoing(found), _importer(found), request.actor)
    context = {"page": page, "run": found, "problem": problem}
    return render(request, "intake/undo.html", context, status=UNPROCESSABLE if problem else 200)


@require_GET
def original(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the kept file as it was uploaded."""
    found = _run(request, pk)
    if found.file is None:
        raise Http404
    try:
        content = content_of(found.file)
    except ZazemiError as error:
        return _shown(request, found, sentence_of(error))
    return download(content, found.file_name, found.file.content_type)


@require_GET
def marked(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the uploaded table back with its wrong cells marked; ``jen=chybne`` gives only the wrong rows."""
    found = _run(request, pk)
    if found.file is None or not found.rows_refused:
        raise Http404
    try:
        content = marked_file(found, only_refused=request.GET.get("jen") == "chybne")
    except ZazemiError as error:
        return _shown(request, found, sentence_of(error))
    return download(content, f"{PurePath(found.file_name).stem}-oznaceno.xlsx", CONTENT_TYPE)


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
