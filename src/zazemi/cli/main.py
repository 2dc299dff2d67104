"""``zazemi``: the console command.

Exit codes: 0 good, 1 a finding (a failed check, a refused file, no plan), 2 misuse.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

DEMO_FOLDER, REAL_DEMO_FOLDER = "zazemi-demo", "zazemi-demo-real"
SAID_WHO_CONNECTS = ("ZAZEMI_HOSTS", "ZAZEMI_BEHIND_PROXY", "ZAZEMI_PLAIN_HTTP")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_environment(words)
    import django
    from django.utils import translation

    django.setup()
    language = _language(words)
    with translation.override(language):
        return _run(words)


def _prepare_environment(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zazemi.config.settings")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if "demo" in words[:3]:
        os.environ["ZAZEMI_DEMO"] = "1"
        base = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local" / "share")
        is_real = any(word.startswith("--data") for word in words)
        os.environ.setdefault("ZAZEMI_HOME", str(Path(base) / (REAL_DEMO_FOLDER if is_real else DEMO_FOLDER)))
    elif "serve" in words[:3] and _is_for_this_computer(words):
        os.environ["ZAZEMI_PLAIN_HTTP"] = "1"


def _is_for_this_computer(words: list[str]) -> bool:
    """Whether nobody outside can connect: then HTTPS, which nobody here would answer, is not asked for."""
    is_elsewhere = any(word.startswith("--address") for word in words)
    return not is_elsewhere and not any(os.environ.get(name) for name in SAID_WHO_CONNECTS)


def _language(words: list[str]) -> str:
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
    return "cs"


def _run(words: list[str]) -> int:
    from zazemi.cli.command import Exit
    from zazemi.cli.commands import COMMANDS, build_parser
    from zazemi.cli.output import Output
    from zazemi.kernel.sentences import sentence_of
    from zazemi.values.errors import ZazemiError

    parser = build_parser()
    try:
        asked = parser.parse_args(words)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    if not asked.command:
        parser.print_help()
        return int(Exit.MISUSE if words else Exit.GOOD)
    output = Output(json_to=asked.json)
    try:
        return int(COMMANDS[asked.command].run(asked, output))
    except ZazemiError as error:
        output.complain(sentence_of(error))
        return int(Exit.FINDING)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
