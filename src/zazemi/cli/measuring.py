"""``bench``: how fast we are beside a peer, in one run."""

import argparse
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zazemi.bench.cases import CASES
from zazemi.bench.run import as_json, measure
from zazemi.cli.command import Command, Exit
from zazemi.cli.output import Output

DEFAULT_ROUNDS = 3


def _bench(asked: argparse.Namespace, output: Output) -> Exit:
    names = asked.cases or sorted(CASES)
    results = []
    with tempfile.TemporaryDirectory() as folder, output.progress(_("Measuring")) as report:
        for place, name in enumerate(names):
            report(place / len(names), name)
            results.append(measure(CASES[name](Path(folder)), asked.rounds))
    output.result(as_json(results))
    output.table(
        [_("Case"), _("Ours (s)"), _("Peer (s)"), _("Ratio"), _("Peer"), _("Agreement")],
        [
            (one.name, f"{one.ours_s:.3f}", f"{one.peer_s:.3f}", f"{one.ratio:.3g}", one.peer, one.agreement)
            for one in results
        ],
    )
    return Exit.GOOD


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "cases", nargs="*", metavar="CASE", choices=[*sorted(CASES), []], help=", ".join(sorted(CASES))
    )
    parser.add_argument("--rounds", type=int, default=DEFAULT_ROUNDS, help=_("rounds in alternating order"))


COMMANDS = (
    Command(
        name="bench",
        help=gettext_lazy("Measure our speed beside a peer, in one run."),
        example="zazemi bench index planning --rounds 3 --json",
        configure=_arguments,
        run=_bench,
    ),
)
