"""What a file is by its content, against what its name says.

Source:  reliability.md 3.4: extension = magic.
Raises:  UnreadableFileError.
Pure:    yes.
"""

from collections.abc import Collection
from pathlib import PurePath

from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import EXTENSIONS, FileFormat
from zazemi.values.text import N_

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF document")),
    (b"MZ", N_("a program for Windows")),
    (b"\x7fELF", N_("a program for Linux")),
    (b"GIF8", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"Rar!", N_("a packed archive")),
    (b"7z\xbc\xaf", N_("a packed archive")),
    (b"\x1f\x8b", N_("a packed archive")),
    (b"PK", N_("a packed archive")),
    (b"<?xml", N_("an XML document")),
    (b"<!DOCTYPE", N_("a web page")),
    (b"<html", N_("a web page")),
    (b"<svg", N_("a picture")),
    (b"{\\rtf", N_("a text document")),
)
_MACRO_ENDINGS = frozenset({".xlsm", ".xltm", ".xlam", ".xlsb"})
_OLD_ENDINGS = frozenset({".xls", ".xlt", ".ods"})


def wanted_formats(name: str) -> tuple[FileFormat, ...]:
    """Return what a file of this name may be."""
    ending = PurePath(name).suffix.lower()
    if ending in _MACRO_ENDINGS:
        raise UnreadableFileError(
            N_("Workbooks with macros (%(ending)s) are not read."),
            way_out=N_("Save it as a workbook without macros, .xlsx."),
            params={"ending": ending},
        )
    if ending in _OLD_ENDINGS:
        raise UnreadableFileError(
            N_("Workbooks with the ending %(ending)s are not read."),
            way_out=N_("Save it as a workbook of present Excel, .xlsx."),
            params={"ending": ending},
        )
    if ending not in EXTENSIONS:
        raise UnreadableFileError(
            N_("A file with the ending “%(ending)s” cannot be imported."),
            way_out=N_("Save the table as .xlsx or .csv."),
            params={"ending": ending},
        )
    return EXTENSIONS[ending]


def wanted_of(name: str, formats: Collection[FileFormat]) -> tuple[FileFormat, ...]:
    """Return what a file of this name may be where only some formats are taken; empty = all."""
    possible = wanted_formats(name)
    wanted = tuple(one for one in possible if not formats or one in formats)
    if not wanted:
        endings = [ending for ending, known in EXTENSIONS.items() if not set(known).isdisjoint(formats)]
        raise UnreadableFileError(
            N_("This import does not take files with the ending “%(ending)s”."),
            way_out=N_("It takes: %(known)s."),
            params={"ending": PurePath(name).suffix.lower(), "known": ", ".join(endings)},
        )
    return wanted


def check_magic(head: bytes, *, name: str) -> None:
    """Refuse content that is not what the ending of the name promises."""
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadableFileError(
            N_("The file is empty."), way_out=N_("Check that you have chosen the right file.")
        )
    wanted = wanted_formats(name)
    if head.startswith(_OLE):
        raise UnreadableFileError(
            N_("The workbook is locked by a password, or it is of the old format of Excel 97–2003."),
            way_out=N_("Remove the password and save it as .xlsx."),
        )
    if FileFormat.XLSX in wanted:
        if not head.startswith(_ZIP):
            raise _disguised(name, _what(head))
        return
    if (stranger := _what(head)) != _TEXT:
        raise _disguised(name, stranger)
    is_json = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    if FileFormat.CSV not in wanted and not is_json:
        raise _disguised(name, stranger)


_TEXT = N_("a plain text")


def _what(head: bytes) -> str:
    if head.startswith(_ZIP):
        return N_("a workbook or a packed archive")
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, name in _STRANGERS:
        if bare.lower().startswith(start.lower()):
            return name
    return _TEXT


def _disguised(name: str, found: str) -> UnreadableFileError:
    return UnreadableFileError(
        N_("The file is called %(name)s, but inside it is %(found)s."),
        way_out=N_("Open it in the program it comes from and save it as .xlsx or .csv."),
        params={"name": name, "found": found},
    )
