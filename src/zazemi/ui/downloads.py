"""Files given to people: always as an attachment, with a safe name, never sniffed by the browser."""

import re
import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

NAME_LENGTH = 120
_UNSAFE = re.compile(r"[^\w.\- ]+")


def download(content: bytes | str, filename: str, content_type: str) -> HttpResponse:
    """Return an answer that the browser saves.

    Args:
        content: the whole file; text is sent as UTF-8.
        filename: name with its suffix; path parts and control characters are taken out.
        content_type: media type; text types get their charset.
    """
    if content_type.startswith("text/") and "charset" not in content_type:
        content_type = f"{content_type}; charset=utf-8"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_name(filename)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def safe_name(filename: str) -> str:
    """Return a name without path, control characters and signs that systems refuse."""
    plain = unicodedata.normalize("NFC", filename.replace("\\", "/").rsplit("/", 1)[-1])
    name = _UNSAFE.sub("_", plain).strip(" ._")[-NAME_LENGTH:]
    return name or "soubor"
