"""What a command says: results on standard output, progress and remarks on standard error."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

STANDARD_OUTPUT = "-"
FIRST_WIDTH = 26
Report = Callable[[float, str], None]


class Output:
    """Text or JSON, never both on standard output. ``json_to`` is empty, ``-`` or a file."""

    def __init__(self, *, json_to: str) -> None:
        self._json_to = json_to
        self.as_json = json_to == STANDARD_OUTPUT
        self._out = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._err = Console(file=sys.stderr, highlight=False, soft_wrap=True)

    def say(self, sentence: str) -> None:
        """Say a sentence to a person; with ``--json`` it goes beside the result."""
        (self._err if self.as_json else self._out).print(sentence, markup=False)

    def complain(self, sentence: str) -> None:
        """Say what went wrong."""
        self._err.print(sentence, markup=False, style="bold red" if self._err.is_terminal else "")

    def result(self, data: object) -> None:
        """Write the result as JSON where it was asked for."""
        if not self._json_to:
            return
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"
        if self.as_json:
            sys.stdout.write(text)
        else:
            Path(self._json_to).write_text(text, encoding="utf-8")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print a table for people; nothing with ``--json``."""
        if self.as_json:
            return
        table = Table(box=None, pad_edge=False)
        for place, heading in enumerate(headings):
            is_first = place == 0
            table.add_column(
                heading, justify="left" if is_first else "right", min_width=FIRST_WIDTH * is_first
            )
        for row in rows:
            table.add_row(*[str(cell) for cell in row])
        self._out.print(table)

    @contextmanager
    def progress(self, title: str) -> Iterator[Report]:
        """Show a bar while a long thing runs; the caller reports a share 0..1 and a word."""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._err, transient=True) as bars:
            task = bars.add_task(title, total=1.0)

            def report(share: float, word: str = "") -> None:
                bars.update(task, completed=share, description=f"{title} {word}".strip())

            yield report
        if not self._err.is_terminal:
            self._err.print(_("%(title)s: done") % {"title": title}, markup=False)
