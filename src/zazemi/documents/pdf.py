"""PDF papers typeset by typst: PDF/A-2a and PDF/UA-1 in one file.

Data go in as JSON through ``sys.inputs``; nothing is pasted into the
template's text, so a name can never become a command. Only the fonts that the
typesetter carries are used and no package is fetched, so the same data give
the same bytes on every machine.

Source:  ISO 19005-2 level A and ISO 14289-1; conformance is the typesetter's
         own check together with the metadata, not an independent audit.
Raises:  UnknownTemplateError, DataNotPlainError, PdfRenderError.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zazemi.documents.errors import DataNotPlainError, PdfRenderError, UnknownTemplateError

TEMPLATES = Path(__file__).with_name("templates")
_SHARED = "zazemi.typ"


def template_names() -> list[str]:
    """Names of the papers that can be typeset, without the shared dress."""
    return sorted(path.name for path in TEMPLATES.glob("*.typ") if path.name != _SHARED)


def render_pdf(
    template_name: str,
    data: object,
    *,
    title: str,
    issued_at: dt.datetime,
    language: str = "cs",
) -> bytes:
    """Typeset one paper.

    Args:
        template_name: a file of ``documents/templates``, such as ``council_plan.typ``.
        data: a dataclass or mapping of texts, numbers, lists and mappings; numbers and
            dates that people read come already formatted as text.
        title: title of the document in its metadata and on its first page.
        issued_at: aware moment written into the metadata; it makes the bytes repeatable.
        language: language of the document, ``cs`` or ``en``.

    Returns:
        The bytes of a PDF that claims PDF/A-2a and PDF/UA-1.

    Raises:
        UnknownTemplateError: no such template.
        DataNotPlainError: the data cannot be written as JSON.
        PdfRenderError: the typesetter refused; nothing is issued.
    """
    template = TEMPLATES / template_name
    if template_name not in template_names():
        raise UnknownTemplateError(params={"template": template_name, "known": ", ".join(template_names())})
    inputs = {
        "data": _as_json(data, title=title),
        "frame": json.dumps(_frame(title=title, issued_at=issued_at, language=language), ensure_ascii=False),
    }
    return _typeset(template, inputs, title=title, issued_at=issued_at)


def _as_json(data: object, *, title: str) -> str:
    plain = (
        dataclasses.asdict(data) if dataclasses.is_dataclass(data) and not isinstance(data, type) else data
    )
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise DataNotPlainError(params={"title": title, "reason": str(error)}) from error


def _frame(*, title: str, issued_at: dt.datetime, language: str) -> Mapping[str, object]:
    with translation.override(language):
        words = {
            "page": pgettext("foot of a paper", "Page"),
            "of": pgettext("foot of a paper: page 1 of 3", "of"),
            "source": _("Source"),
            "invented": _("Invented data"),
        }
    moment = issued_at.astimezone(dt.UTC)
    return {
        "title": title,
        "language": language,
        "words": words,
        "issued": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
    }


def _typeset(template: Path, inputs: dict[str, str], *, title: str, issued_at: dt.datetime) -> bytes:
    import typst

    try:
        compiler = typst.Compiler(template, root=TEMPLATES, ignore_system_fonts=True, sys_inputs=inputs)
        pdf = compiler.compile(
            format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(issued_at.timestamp())
        )
    except typst.TypstError as error:
        reason = " ".join([error.message, *error.hints])
        raise PdfRenderError(params={"title": title, "reason": reason}) from error
    if not isinstance(pdf, bytes):
        raise PdfRenderError(params={"title": title, "reason": type(pdf).__name__})
    return pdf
