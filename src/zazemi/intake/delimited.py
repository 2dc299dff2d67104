"""Text tables: utf-8, utf-8-sig, utf-16, cp1250 and iso8859-2; comma, semicolon or tab.

Windows-1250 and ISO-8859-2 share most Czech letters and differ in š, ť, ž: what
is ž in one is ľ in the other. Each file is read as the one whose š, ť, ž it
holds; the page shows the first rows and lets people read it the other way.

Raises:  UnreadableFileError.
Pure:    yes; runs in the limited child.
"""

import csv
import io
from dataclasses import dataclass

from zazemi.intake.archive import too_many_cells, too_many_rows
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import Limits
from zazemi.values.text import N_

_SAMPLE_LINES = 30
_CONTROL = frozenset(chr(code) for code in range(32)) - {"\t", "\n", "\r"}
_ISO, _WINDOWS = "iso8859-2", "cp1250"
ENCODINGS = ("utf-8", _WINDOWS, _ISO, "utf-16")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    _WINDOWS: "Windows-1250",
    _ISO: "ISO-8859-2",
}
_ISO_LETTERS = frozenset("šťžŠŤŽ".encode(_ISO))
_WINDOWS_ONLY = frozenset(range(0x80, 0xA0))
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """Rows of a text file that are not blank, with their numbers."""

    rows: list[list[str]]
    numbers: list[int]
    encoding: str
    delimiter: str


def read_delimited(content: bytes, limits: Limits, encoding: str = "") -> TextTable:
    """Read the rows of a text file, in the encoding people have chosen or in the one that fits."""
    text, encoding = (_decode(content, encoding), encoding) if encoding else _decoded(content)
    if not _CONTROL.isdisjoint(text):
        raise UnreadableFileError(
            N_("The file is not a plain text: it holds signs that no table has."),
            way_out=N_("Save the table as .xlsx or .csv."),
        )
    text, delimiter = _delimiter(text)
    rows, numbers = _rows(text, delimiter, limits)
    return TextTable(rows=rows, numbers=numbers, encoding=encoding, delimiter=delimiter)


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content, encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _central_european(content)
        return _decode(content, encoding), encoding


def _central_european(content: bytes) -> str:
    """Tell ISO-8859-2 from Windows-1250 by the letters that lie elsewhere in each."""
    used = frozenset(content)
    return _ISO if used & _ISO_LETTERS and not used & _WINDOWS_ONLY else _WINDOWS


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        raise UnreadableFileError(
            N_("The letters of the file cannot be read in the encoding %(encoding)s."),
            way_out=N_("Choose another encoding, or save it as “CSV UTF-8”."),
            params={"encoding": NAMES.get(encoding, encoding)},
        ) from None


def _delimiter(text: str) -> tuple[str, str]:
    """Return the text without Excel's ``sep=`` line (Excel does not count it), and what divides the cells."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return rest, first.strip()[-1]
    lines = [line for line in text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    for candidate in (";", "\t"):
        if 2 * sum(candidate in _outside_quotes(line) for line in lines) >= max(len(lines), 1):
            return text, candidate
    return text, ","


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(text: str, delimiter: str, limits: Limits) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    cells = number = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), start=1
        ):
            if not any(cell.strip() for cell in row):
                continue
            cells += len(row)
            rows.append(row)
            numbers.append(number)
            if len(rows) > limits.rows:
                raise too_many_rows(number, limits)
            if cells > limits.cells:
                raise too_many_cells(cells, limits)
    except csv.Error:
        raise UnreadableFileError(
            N_("The quotation marks in row %(row)s do not fit, so its cells cannot be told apart."),
            way_out=N_("Close the quotation mark, or save the table as .xlsx."),
            params={"row": number + 1},
        ) from None
    return rows, numbers
