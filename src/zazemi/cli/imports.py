"""``intake``: bring a file in, or try it on dry land first."""

import argparse
import datetime as dt
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zazemi.cli.command import Command, Exit
from zazemi.cli.output import Output
from zazemi.intake import selectors, services, slot
from zazemi.intake.delimited import ENCODINGS
from zazemi.intake.models import ImportRun
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.kernel.actor import Actor
from zazemi.kernel.sentences import translated
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

SHOWN_REFUSALS = 20
HALF = 0.5


UNDO = "undo"
SHOWN_OBSTACLES = 20


class UnknownRunError(ZazemiError):
    """No import has the number."""

    message = N_("There is no import number %(number)s.")
    way_out = N_("The numbers stand in the addresses of the imports' pages.")


def _intake(asked: argparse.Namespace, output: Output) -> Exit:
    by = Actor.for_machine("import")
    if asked.kind == UNDO:
        return _undo(asked.file, by, output)
    provenance = services.Provenance(source=asked.source, licence=asked.licence, taken_on=asked.taken_on)
    path = Path(asked.file)
    limits = slot.importer_of(asked.kind).own_limits or CONSOLE_LIMITS
    with output.progress(_("Reading %(name)s") % {"name": path.name}) as report:
        run = services.dry_run(
            kind=asked.kind,
            path=path,
            name=path.name,
            by=by,
            provenance=provenance,
            limits=limits,
            encoding=asked.encoding,
            on_progress=lambda share: report(share * HALF, _("trying it out")),
        )
        report(HALF, "")
        if not asked.dry_run and run.may_be_applied and not run.rows_refused:
            run = services.apply(
                run=run,
                by=by,
                limits=limits,
                on_progress=lambda share: report(HALF + share * HALF, _("storing")),
            )
    _tell(run, output)
    return Exit.FINDING if run.rows_refused else Exit.GOOD


def _undo(number: str, by: Actor, output: Output) -> Exit:
    """Take one import back, or say what stands in the way."""
    run = ImportRun.objects.filter(pk=number).first() if number.isdecimal() else None
    if run is None:
        raise UnknownRunError(params={"number": number})
    found = selectors.undoing(run) if run.may_be_undone else None
    counts = {
        "removed": found.removed if found else 0,
        "restored": found.restored if found else 0,
        "obstacles": found.n_obstacles if found else 0,
    }
    for one in found.obstacles[:SHOWN_OBSTACLES] if found else ():
        output.say(f"  {one.kind} {one.name}: {translated(one.why)}")
    run = services.undo(run=run, by=by)
    output.result({"run": run.pk, "kind": run.kind, "state": run.state, **counts})
    output.say(_("Taken back: %(removed)s records removed, %(restored)s as they were before.") % counts)
    return Exit.GOOD


def _tell(run: ImportRun, output: Output) -> None:
    counts = {
        "rows": run.rows_in,
        "new": run.rows_new,
        "changed": run.rows_changed,
        "same": run.rows_same,
        "refused": run.rows_refused,
    }
    output.result(
        {
            "run": run.pk,
            "kind": run.kind,
            "state": run.state,
            "sha256": run.file_sha256,
            **counts,
            "findings": run.findings,
        }
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
        "kind",
        metavar="KIND",
        choices=[*sorted(slot.kinds()), UNDO],
        help=_("%(kinds)s; or “undo” to take one import back") % {"kinds": ", ".join(sorted(slot.kinds()))},
    )
    parser.add_argument("file", metavar="FILE", help=_("the file; after “undo” the number of the import"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    parser.add_argument(
        "--encoding",
        default="",
        choices=ENCODINGS,
        help=_("of a text file, when it is not found out right: %(known)s") % {"known": ", ".join(ENCODINGS)},
    )
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
