"""Everything as data: one ZIP of CSV files with their descriptions.

``excel/`` for spreadsheets in Czech (``;``, decimal comma, BOM), ``data/`` as
open data (comma, decimal point, CSV on the Web). Both are written from one
reading of the rows, so they cannot differ.
"""

import tempfile
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from zazemi.documents.cells import Source
from zazemi.documents.open_tables import OpenTable, csvw_text, spelled, tables_for
from zazemi.documents.zip_stream import ZipStream
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.demo import is_demo
from zazemi.ui.typography import day_text

KEPT_IN_MEMORY = 4 * 1024 * 1024
PIECE = 64 * 1024
SUMS = "SHA256SUMS.txt"


def everything(viewer: Actor) -> Iterator[bytes]:
    """Yield the archive of all tables that the viewer may have, piece by piece."""
    made_at = clock.now()
    tables = tables_for(viewer)
    archive = ZipStream(made_at)
    yield from archive.add(_("READ-ME.txt"), [_read_me(tables).encode("utf-8-sig")])
    for table in tables:
        yield from _both(archive, table, viewer)
        name = f"{table.name}.csv"
        described = csvw_text(table, name, made_on=made_at.date())
        yield from archive.add(f"data/{name}-metadata.json", [described])
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(archive.hashes.items()))
    yield from archive.add(SUMS, [sums.encode()])
    yield from archive.end()


def _both(archive: ZipStream, table: OpenTable, viewer: Actor) -> Iterator[bytes]:
    """Add both spellings of a table from one walk over its rows."""
    with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as second:

        def first() -> Iterator[bytes]:
            for for_programs, for_people in spelled(table, table.rows(viewer)):
                second.write(for_people)
                yield for_programs

        yield from archive.add(f"data/{table.name}.csv", first())
        second.seek(0)
        yield from archive.add(f"excel/{table.name}.csv", iter(lambda: second.read(PIECE), b""))


def _read_me(tables: Sequence[OpenTable]) -> str:
    lines = [
        _("Zázemí: data of this installation, %(day)s") % {"day": day_text(clock.today())},
        "",
        *(
            [
                _("INVENTED DATA: the region, its municipalities and services are made up."),
                "",
            ]
            if is_demo()
            else []
        ),
        _("excel/ opens in a Czech spreadsheet by a double click: semicolon, decimal comma."),
        _("data/ is for programs: comma, decimal point; each table has a description (CSV on the Web)."),
        _("SHA256SUMS.txt holds the fingerprint of every file."),
        _("A text that a spreadsheet could run as a formula has an apostrophe in front."),
        _("No table names a client. Small counts of people are hidden where they are our own."),
        "",
    ]
    for table in tables:
        lines += _described(table)
    return "\r\n".join(lines)


def _described(table: OpenTable) -> list[str]:
    lines = [
        f"== {table.name}.csv: {table.title}",
        str(table.text),
        _("Licence: %(licence)s") % {"licence": settings.OPEN_DATA_LICENCE},
    ]
    lines += [
        f"  {one.key}: {one.as_column().header}{f' – {one.text}' if one.text else ''}"
        for one in table.columns
    ]
    sources = [_source(one) for one in table.sources()]
    return [*lines, *([_("Sources:"), *sources] if sources else []), ""]


def _source(source: Source) -> str:
    said = [
        source.name,
        source.publisher,
        _("taken on %(day)s") % {"day": day_text(source.taken_on)} if source.taken_on else "",
        source.licence,
        f"sha256 {source.sha256}" if source.sha256 else "",
    ]
    return "  " + ", ".join(part for part in said if part)
