"""The shape of one console command, and what all of them share."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zazemi.cli.output import Output


class Exit(IntEnum):
    """How a command ended."""

    GOOD = 0
    FINDING = 1
    MISUSE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A verb with its help, an example, its arguments and what it does."""

    name: str
    help: str | Promise
    example: str
    run: Callable[[argparse.Namespace, Output], Exit]
    configure: Callable[[argparse.ArgumentParser], None] = lambda _parser: None


class Parser(argparse.ArgumentParser):
    """A parser that answers misuse with a sentence and an example."""

    example = ""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - argparse's
        options["add_help"] = False
        super().__init__(*args, **options)
        self.add_argument("-h", "--help", action="help", help=_("show this help and leave"))
        self._positionals.title = _("what to name")
        self._optionals.title = _("options")

    def format_usage(self) -> str:
        """Say how to write it, in the language of the reader."""
        return _translated_usage(super().format_usage())

    def format_help(self) -> str:
        """Say what it does, in the language of the reader."""
        return _translated_usage(super().format_help())

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse types it NoReturn; exit() does not return
        """Say what was not understood and how the command looks like."""
        sentence = _("I do not understand this command: %(message)s.") % {"message": message}
        way_out = _("For example: %(example)s") % {"example": self.example} if self.example else ""
        self.exit(Exit.MISUSE, f"{sentence}\n{way_out or self.format_usage()}\n")


def _translated_usage(text: str) -> str:
    """Argparse writes this one word itself."""
    return text.replace("usage: ", _("usage") + ": ", 1)
