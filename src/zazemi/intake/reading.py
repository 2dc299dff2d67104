"""Reading of a file in a limited child process.

Units:   limits in bytes, rows, cells, seconds (``Limits``).
Raises:  UnreadableFileError with the sentence why.
"""

from pathlib import Path

from zazemi.intake.table import WEB_LIMITS, Limits, Table


def read_table(path: Path, *, name: str = "", sheet: str = "", limits: Limits = WEB_LIMITS) -> Table:
    """Read a CSV, XLSX, GeoJSON or TopoJSON file as one table, header not yet found.

    ``name`` is the name given by the uploader; its extension must fit the content.
    """
    raise NotImplementedError
