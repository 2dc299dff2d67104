"""Looking into a workbook's zip before anybody unpacks it.

Units:   bytes, members.
Source:  reliability.md 3.4: at most 200 members, 100 MB unpacked, ratio 100; no
         absolute names, no ``..``, no symbolic links, no macros, no entities.
Raises:  UnreadableFileError.
Pure:    yes; runs in the limited child.
"""

import re
import stat
import zipfile
from pathlib import Path, PurePosixPath

from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import Limits, Note
from zazemi.values.text import N_

_MEGABYTE = 1024 * 1024
_PIECE = 256 * 1024
_END_RECORD = b"PK\x05\x06"
_END_LENGTH = 22
_SMALL_MEMBER = 64 * 1024  # so small a member may be packed as well as it likes
_ENCRYPTED = 0x1
_NEEDED = "[Content_Types].xml"
_PROPERTIES = "docProps/core.xml"
_MARK = re.compile(rb"keywords>[^<]*zazemi-sablona:([a-z0-9-]{1,40}:[0-9a-f]{8})")
_WORKSHEETS = "xl/worksheets/"
_ENTITIES = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b(?:[^>]*?\br=\"([A-Z]*)(\d+)\")?")
_EMPTY_FORMULA = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
_FORMULA = re.compile(rb"<f\b")


def check_workbook(path: Path, limits: Limits) -> list[Note]:
    """Refuse a workbook that is a bomb, a trap, or larger than allowed; return what is worth saying."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_directory(path, members, limits)
            for member in members:
                _check_member(member, limits)
            return _check_contents(archive, members, limits)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise damaged() from None


def template_mark(path: Path) -> str:
    """Return the mark of our template among the keywords of a checked workbook; empty without one."""
    with zipfile.ZipFile(path) as archive:
        if _PROPERTIES not in archive.namelist():
            return ""
        found = _MARK.search(archive.read(_PROPERTIES))
    return found[1].decode("ascii", "ignore") if found else ""


def damaged() -> UnreadableFileError:
    """Return the error of a file that is torn or not what it says."""
    return UnreadableFileError(
        N_("The workbook is damaged or incomplete."),
        way_out=N_("Open it in Excel or LibreOffice, save it as .xlsx and upload it once more."),
    )


def _check_directory(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise UnreadableFileError(
            N_("The workbook has %(members)s parts inside; at most %(limit)s are opened."),
            way_out=N_("Copy the table into a new workbook and save that."),
            params={"members": len(members), "limit": limits.members},
        )
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or not _ends_properly(path):
        raise damaged()
    if _NEEDED not in names:
        raise UnreadableFileError(
            N_("The file is a packed archive, not a workbook."),
            way_out=N_("Unpack it and upload the table inside."),
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise _too_large(limits)


def _ends_properly(path: Path) -> bool:
    """Whether nothing hides behind the end of the archive."""
    content = path.read_bytes()[-(_END_LENGTH + 0xFFFF) :]
    place = content.rfind(_END_RECORD)
    if place < 0 or len(content) - place < _END_LENGTH:
        return False
    comment_length = int.from_bytes(content[place + 20 : place + 22], "little")
    return len(content) - place == _END_LENGTH + comment_length


def _check_member(member: zipfile.ZipInfo, limits: Limits) -> None:
    name = member.filename
    if (
        "\x00" in name
        or "\\" in name
        or name.startswith("/")
        or ".." in PurePosixPath(name).parts
        or ":" in name
    ):
        raise UnreadableFileError(
            N_("The workbook holds a part with the dangerous name “%(name)s”."),
            way_out=N_("Do not open the file and ask its sender where it comes from."),
            params={"name": name[:80]},
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableFileError(
            N_("The workbook holds a link to another file (“%(name)s”)."),
            way_out=N_("Do not open the file and ask its sender where it comes from."),
            params={"name": name[:80]},
        )
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(
            N_("The workbook is locked by a password."),
            way_out=N_("Remove the password and save it as .xlsx."),
        )
    if "vbaproject" in name.lower() or "macrosheets/" in name.lower():
        raise UnreadableFileError(
            N_("The workbook contains macros."), way_out=N_("Save it as a workbook without macros, .xlsx.")
        )
    if member.file_size > max(_SMALL_MEMBER, member.compress_size * limits.ratio):
        raise _bomb()


def _check_contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> list[Note]:
    notes: list[Note] = []
    left = limits.unpacked_bytes
    for member in members:
        content = _unpacked(archive, member, left)
        left -= len(content)
        if member.filename.endswith((".xml", ".rels", ".vml")) and any(word in content for word in _ENTITIES):
            raise UnreadableFileError(
                N_("The workbook holds definitions of entities, which real workbooks never do."),
                way_out=N_("Do not open the file and ask its sender where it comes from."),
            )
        if member.filename.startswith(_WORKSHEETS) and member.filename.endswith(".xml"):
            _check_sheet(content, limits)
            if _FORMULA.search(content) and not notes:
                notes.append(
                    Note(message=N_("The workbook has formulas; their last computed values were read."))
                )
    return notes


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return the unpacked bytes; what is inside counts, not what the directory says."""
    content = bytearray()
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            content += piece
            if len(content) > min(limit, max(member.file_size, _SMALL_MEMBER)):
                raise _bomb()
    return bytes(content)


def _check_sheet(content: bytes, limits: Limits) -> None:
    cells = last_row = 0
    for found in _ROW_OR_CELL.finditer(content):
        cells += found[1] == b"c"
        last_row = max(last_row, int(found[3] or 0)) if found[1] == b"c" else last_row
    if cells > limits.cells:
        raise too_many_cells(cells, limits)
    if last_row > limits.rows:
        raise too_many_rows(last_row, limits)
    if _EMPTY_FORMULA.search(content):
        raise UnreadableFileError(
            N_("The workbook has a formula that was never computed, so its value is not known."),
            way_out=N_(
                "Open it in Excel or LibreOffice, save it and upload it once more; or paste values only."
            ),
        )


def too_many_rows(rows: int, limits: Limits) -> UnreadableFileError:
    """Return the error of a table that is too long."""
    return UnreadableFileError(
        N_("The table reaches row %(rows)s; at most %(limit)s rows are read."),
        way_out=N_("Delete the empty rows below the table, or divide it into more files."),
        params={"rows": rows, "limit": limits.rows},
    )


def too_many_cells(cells: int, limits: Limits) -> UnreadableFileError:
    """Return the error of a table with too many cells."""
    return UnreadableFileError(
        N_("The table has %(cells)s cells; at most %(limit)s are read."),
        way_out=N_("Leave only the columns of the template, or divide it into more files."),
        params={"cells": cells, "limit": limits.cells},
    )


def _too_large(limits: Limits) -> UnreadableFileError:
    return UnreadableFileError(
        N_("Unpacked, the workbook has more than %(limit_mb)s MB."),
        way_out=N_("Copy the table into a new workbook and save that."),
        params={"limit_mb": limits.unpacked_bytes // _MEGABYTE},
    )


def _bomb() -> UnreadableFileError:
    return UnreadableFileError(
        N_("Unpacked, the workbook is suspiciously larger than it looks."),
        way_out=N_("Copy the table into a new workbook and save that."),
    )
