"""``data fetch``: download the official sources, with guards, and say how to bring them in."""

import argparse
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from zazemi.cli.command import Command, Exit
from zazemi.cli.output import Output
from zazemi.intake import services, slot
from zazemi.intake.fetching import Fetched, Guards, Source, cut_to, fetch, known_sources
from zazemi.intake.fetching.errors import FetchError
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.sentences import sentence_of
from zazemi.territory import selectors as territory
from zazemi.values.errors import ZazemiError

FOLDER = "zdroje"
_MEGABYTE = 1024 * 1024
guards = Guards
"""What makes the guards; the tests put in those that permit their own server."""


def _data(asked: argparse.Namespace, output: Output) -> Exit:
    if asked.list:
        return _list(_chosen(asked.only) if asked.only else known_sources(), output)
    sources = _chosen(asked.only)
    codes = _codes_of(asked.region) if asked.region else frozenset()
    folder = Path(asked.to)
    got: list[Fetched] = []
    failed: dict[str, str] = {}
    for source in sources:
        try:
            got.append(_one(source, folder, codes, asked, output))
        except FetchError as error:
            failed[source.name] = sentence_of(error)
            output.complain(f"{source.title(_language())}: {failed[source.name]}")
    stored = [_stored(one, output) for one in got] if asked.store else []
    output.result({"fetched": [asdict(one) for one in got], "failed": failed, "stored": stored})
    if not asked.store:
        _say_how(got, output)
    is_refused = any(not one["is_good"] for one in stored)
    return Exit.FINDING if failed or is_refused else Exit.GOOD


def _chosen(only: Sequence[str]) -> list[Source]:
    if not only:
        return [source for source in known_sources() if not source.is_optional]
    return [source for source in known_sources() if source.name in only or source.kind in only]


def _codes_of(region_code: str) -> frozenset[str]:
    territory.region(region_code)
    return frozenset(one.code for one in territory.municipalities_of(region_code).only("code"))


def _one(
    source: Source, folder: Path, codes: frozenset[str], asked: argparse.Namespace, output: Output
) -> Fetched:
    title = source.title(_language())
    with output.progress(title) as report:

        def count(done: int, whole: int) -> None:
            report(done / whole if whole else 0.0, f"{done / _MEGABYTE:.1f} MB")

        got = fetch(source, folder, guards=guards(), is_again=asked.again, on_bytes=count)
    if got.was_fresh:
        output.say(_("%(title)s: what is here is fresh enough.") % {"title": title})
    else:
        output.say(
            _("%(title)s: %(size)s MB, sha256 %(sha256)s.")
            % {"title": title, "size": f"{got.bytes / _MEGABYTE:.1f}", "sha256": got.sha256}
        )
    if codes and source.municipality_column:
        cut = cut_to(Path(got.to_import), column=source.municipality_column, codes=codes, mark=asked.region)
        return Fetched(**asdict(got) | {"to_import": str(cut)})
    return got


def _list(sources: Sequence[Source], output: Output) -> Exit:
    output.result([asdict(source) | {"has_importer": source.kind in slot.kinds()} for source in sources])
    for source in sources:
        importer = source.kind if source.kind in slot.kinds() else _("no importer yet")
        output.say(f"{source.name}: {source.title(_language())}")
        terms = {
            "licence": source.licence,
            "importer": importer,
            "limit": source.cap_bytes // _MEGABYTE,
            "days": source.refresh_days,
        }
        said = _("%(licence)s; %(importer)s; at most %(limit)s MB; to be renewed after %(days)s days")
        output.say(f"    {said % terms}")
    return Exit.GOOD


def _stored(one: Fetched, output: Output) -> dict[str, object]:
    if one.kind not in slot.kinds():
        output.say(_("%(name)s: there is no importer for it yet; the file waits.") % {"name": one.name})
        return {"name": one.name, "state": "no importer", "is_good": True}
    provenance = services.Provenance(source=one.url, licence=one.licence, taken_on=clock.today())
    try:
        run = services.load(
            kind=one.kind,
            path=Path(one.to_import),
            by=Actor.for_machine("import"),
            provenance=provenance,
        )
    except ZazemiError as error:
        output.complain(f"{one.name}: {sentence_of(error)}")
        return {"name": one.name, "state": "refused", "is_good": False}
    output.say(
        _("%(name)s: %(new)s new, %(changed)s changed, %(same)s the same.")
        % {"name": one.name, "new": run.rows_new, "changed": run.rows_changed, "same": run.rows_same}
    )
    return {"name": one.name, "state": run.state, "is_good": True}


def _say_how(got: Sequence[Fetched], output: Output) -> None:
    ready = [one for one in got if one.kind in slot.kinds()]
    if ready:
        output.say(ngettext("To bring it in, run:", "To bring them in, run:", len(ready)))
    for one in ready:
        words = ["zazemi", "intake", one.kind, one.to_import, "--source", one.url]
        words += ["--licence", one.licence, "--taken-on", one.fetched_on]
        output.say(f"  {shlex.join(words)}")
    for one in got:
        if one.kind not in slot.kinds():
            output.say(_("%(name)s: there is no importer for it yet; the file waits.") % {"name": one.name})


def _language() -> str:
    return get_language() or "cs"


def _arguments(parser: argparse.ArgumentParser) -> None:
    names = sorted({source.name for source in known_sources()} | _kinds())
    parser.add_argument(
        "what", metavar="fetch", choices=["fetch"], help=_("fetch: download official sources")
    )
    parser.add_argument("--list", action="store_true", help=_("only list the sources with their licences"))
    parser.add_argument(
        "--only", action="append", default=[], choices=names, metavar="KIND", help=", ".join(names)
    )
    parser.add_argument("--region", default="", metavar="CZ051", help=_("cut national tables to a region"))
    parser.add_argument("--to", default=FOLDER, metavar="DIR", help=_("folder for the files"))
    parser.add_argument("--again", action="store_true", help=_("fetch also what is fresh enough"))
    parser.add_argument("--store", action="store_true", help=_("bring the files in at once"))


def _kinds() -> set[str]:
    return {source.kind for source in known_sources() if source.kind}


COMMANDS = (
    Command(
        name="data",
        help=gettext_lazy("Official sources: fetch them from the internet, checked and noted."),
        example="zazemi data fetch --only csu-obce --to zdroje",
        configure=_arguments,
        run=_data,
    ),
)
