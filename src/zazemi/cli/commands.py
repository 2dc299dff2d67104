"""The list of all commands, and the parser made of it."""

import argparse

from django.utils.translation import gettext as _

from zazemi import __version__
from zazemi.cli import care, fetching, figures, imports, measuring, serving
from zazemi.cli.command import Command, Parser

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        *serving.COMMANDS,
        *imports.COMMANDS,
        *fetching.COMMANDS,
        *figures.COMMANDS,
        *measuring.COMMANDS,
        *care.COMMANDS,
    )
}


def build_parser() -> argparse.ArgumentParser:
    """Make the parser with one sub-parser a command, each with an example in its help."""
    parser = Parser(
        prog="zazemi",
        description=_("Zázemí: backing for social inclusion in a region."),
        epilog=_("Exit codes: 0 good, 1 a finding, 2 misuse."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.example = "zazemi demo"
    parser.add_argument("--version", action="version", version=f"zazemi {__version__}")
    _add_common(parser, is_top=True)
    under = parser.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=Parser)
    for command in COMMANDS.values():
        one = under.add_parser(
            command.name,
            help=str(command.help),
            description=str(command.help),
            epilog=_("For example: %(example)s") % {"example": command.example},
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.example = command.example
        _add_common(one, is_top=False)
        command.configure(one)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, is_top: bool) -> None:
    default = "cs" if is_top else argparse.SUPPRESS
    parser.add_argument("--lang", choices=["cs", "en"], default=default, help=_("language of the sentences"))
    parser.add_argument(
        "--json",
        nargs="?",
        const="-",
        default="" if is_top else argparse.SUPPRESS,
        metavar="FILE",
        help=_("write the result as JSON, to a file or (without one) to the standard output"),
    )
