"""``intake``: bring a file in, or try it on dry land first."""

import argparse
import datetime as dt
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zazemi.cli.command import Command, Exit
from zazemi.cli.output import Output
from zazemi.intake import selectors, services, slot
from zazemi.intake.models import ImportRun
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.kernel.actor import Actor

SHOWN_REFUSALS = 20


def _intake(asked: argparse.Namespace, output: Output) -> Exit:
    by = Actor.for_machine("import")
    provenance = services.Provenance(source=asked.source, licence=asked.licence, taken_on=asked.taken_on)
    path = Path(asked.file)
    limits = slot.importer_of(asked.kind).own_limits or CONSOLE_LIMITS
    with output.progress(_("Reading %(name)s") % {"name": path.name}) as report:
        run = services.dry_run(
            kind=asked.kind, path=path, name=path.name, by=by, provenance=provenance, limits=limits
        )
        report(0.5, "")
        if not asked.dry_run and run.may_be_applied and not run.rows_refused:
            run = services.apply(run=run, by=by, limits=limits)
    _tell(run, output)
    return Exit.FINDING if run.rows_refused else Exit.GOOD


def _tell(run: ImportRun, output: Output) -> None:
    counts = {
        "rows": run.rows_in,
        "new": run.rows_new,
        "changed": run.rows_changed,
        "same": run.rows_same,
        "refused": run.rows_refused,
    }
    output.result(
        {"kind": run.kind, "state": run.state, "sha256": run.file_sha256, **counts, "findings": run.findings}
    )
    output.say(
        _("%(rows)s rows: %(new)s new, %(changed)s changed, %(same)s the same, %(refused)s with an error.")
        % counts
    )
    for refusal in _refusals(run)[:SHOWN_REFUSALS]:
        output.say(f"  {refusal}")
    if run.rows_refused:
        output.say(_("Nothing was stored. Mend the rows and run the command again."))
    elif run.may_be_applied:
        output.say(_("This was a dry run; nothing was stored."))


def _refusals(run: ImportRun) -> list[str]:
    return [f"{one.place}: {one.sentence}" for one in selectors.refusals_of(run)]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a day such as 2026-11-24") % {"text": text}
        ) from None


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind", metavar="KIND", choices=sorted(slot.kinds()), help=", ".join(sorted(slot.kinds()))
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    parser.add_argument("--source", default="", help=_("where the file comes from"))
    parser.add_argument("--licence", default="", help=_("under which terms"))
    parser.add_argument("--taken-on", type=_day, default=None, help=_("day it was taken from the source"))


COMMANDS = (
    Command(
        name="intake",
        help=gettext_lazy("Bring a file in: read, check, dry run, store all or nothing."),
        example="zazemi intake network sluzby.xlsx --dry-run",
        configure=_arguments,
        run=_intake,
    ),
)
