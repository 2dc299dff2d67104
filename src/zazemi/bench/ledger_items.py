"""One item of the measured list to one row; runs in the limited child, so nothing of Django here."""

from collections.abc import Iterator, Mapping
from typing import Any

from zazemi.intake.table import Cell

HEADER = ("Kód", "Název", "Obec", "Počet", "Podíl", "Částka", "Den", "Druh")


def rows_of(item: Mapping[str, Any]) -> Iterator[Mapping[str, Cell]]:
    """Yield the columns that are read; the long rest of the item stays behind."""
    yield {name: item[name] for name in HEADER}
