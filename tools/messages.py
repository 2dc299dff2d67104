"""Collect, check and compile the Czech catalogues; every room carries its own.

    python tools/messages.py ROOM...      collect msgids into the room's .po and compile it
    python tools/messages.py --compile    compile all catalogues (all that running needs)
    python tools/messages.py --check      name what is not translated, fuzzy or superfluous; exit 1 if any

Code is read by Babel, templates by Django's own ``templatize``. No gettext is needed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOMS = Path(__file__).resolve().parent.parent / "src" / "zazemi"
PLURALS = (
    "nplurals=4; plural=(n == 1 && n % 1 == 0) ? 0 : "
    "(n >= 2 && n <= 4 && n % 1 == 0) ? 1: (n % 1 != 0 ) ? 2 : 3;"
)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
Found = tuple[str | tuple[str, ...], str | None]


def catalogue_file(room: Path) -> Path:
    """Where the Czech catalogue of a room lies."""
    return room / "locale" / "cs" / "LC_MESSAGES" / "django.po"


def collect(room: Path) -> dict[str | tuple[str, ...], set[str]]:
    """Return every message of the room with the files that say it."""
    found: dict[str | tuple[str, ...], set[str]] = {}
    for file in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        if "migrations" in file.parts:
            continue
        for message, context in _messages_of(file):
            key = (
                message
                if context is None
                else (context, "\x04", *([message] if isinstance(message, str) else message))
            )
            found.setdefault(key, set()).add(file.relative_to(ROOMS.parent).as_posix())
    return found


def _messages_of(file: Path) -> Iterator[Found]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        source = _template_as_python(source)
    stream: IO[bytes] = io.BytesIO(source.encode())
    for _line, function, raw, _comments in extract_python(stream, list(KEYWORDS), [], {"encoding": "utf-8"}):
        arguments = [raw] if isinstance(raw, str) or raw is None else list(raw)
        yield from _pick(function, [text for text in arguments if isinstance(text, str)])


def _pick(function: str, texts: list[str]) -> Iterator[Found]:
    context = texts.pop(0) if "pgettext" in function and texts else None
    if "ngettext" in function or "npgettext" in function:
        if len(texts) >= 2:  # noqa: PLR2004 - singular and plural
            yield (texts[0], texts[1]), context
    elif texts and texts[0]:
        yield texts[0], context


def _template_as_python(source: str) -> str:
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in str(templatize(source)).splitlines())


def update(room: Path) -> None:
    """Bring the room's catalogue up to its messages; translations are kept, dead ones dropped."""
    file = catalogue_file(room)
    old = _read(file)
    new = Catalog(locale="cs", project="zazemi", version="", fuzzy=False, charset="utf-8")
    new.mime_headers = [("Plural-Forms", PLURALS)]
    for key, places in sorted(collect(room).items(), key=str):
        message, context = _split(key)
        known = old.get(message if isinstance(message, str) else message[0], context) if old else None
        string = known.string if known and _fits(message, known.string) else ""
        new.add(
            message,
            string or ("" if isinstance(message, str) else ("",) * 4),
            context=context,
            locations=[(place, 0) for place in sorted(places)],
        )
    if not len(new):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(
            stream,
            new,
            width=140,  # the line of plural forms must not be folded
            no_location=False,
            omit_header=False,
            include_lineno=False,
            sort_output=True,
        )
    text = file.read_text(encoding="utf-8")
    lines = [
        line
        for line in text.splitlines()
        if not line.startswith(
            (
                '"POT-Creation-Date',
                '"PO-Revision-Date',
                '"Last-Translator',
                '"Language-Team',
                '"Report-Msgid',
                '"Generated-By',
            )
        )
    ]
    lines = [f'"Plural-Forms: {PLURALS}\\n"' if line.startswith('"Plural-Forms') else line for line in lines]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fits(message: str | tuple[str, ...], string: object) -> bool:
    return isinstance(string, str) == isinstance(message, str)


def _split(key: str | tuple[str, ...]) -> tuple[str | tuple[str, ...], str | None]:
    if isinstance(key, tuple) and len(key) > 2 and key[1] == "\x04":  # noqa: PLR2004
        rest = key[2:]
        return (rest[0] if len(rest) == 1 else rest), key[0]
    return key, None


def _read(file: Path) -> Catalog | None:
    if not file.exists():
        return None
    with file.open("rb") as stream:
        return read_po(stream, locale="cs", charset="utf-8")


def compile_all() -> None:
    """Compile every catalogue beside its source."""
    for file in ROOMS.glob("*/locale/*/LC_MESSAGES/*.po"):
        catalogue = _read(file)
        if catalogue is None:
            continue
        with file.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)


def findings(room: Path) -> list[str]:
    """Name every message of the room that is not in its catalogue as it should be."""
    catalogue = _read(catalogue_file(room)) or Catalog(locale="cs")
    wanted = collect(room)
    lines = []
    for key, places in wanted.items():
        message, context = _split(key)
        known = catalogue.get(message if isinstance(message, str) else message[0], context)
        strings = (
            [] if known is None else [known.string] if isinstance(known.string, str) else list(known.string)
        )
        if not strings or not all(strings) or known is None or known.fuzzy:
            lines.append(f"{min(places)}: not translated: {message!r}")
    have = {
        (entry.id if isinstance(entry.id, str) else tuple(entry.id), entry.context)
        for entry in catalogue
        if entry.id
    }
    want = {_split(key) for key in wanted}
    lines += [
        f"{catalogue_file(room)}: nobody says any more: {message!r}"
        for message, _context in sorted(have - want, key=str)
    ]
    return lines


def contradictions(rooms: list[Path]) -> list[str]:
    """Name messages that two rooms translate differently: catalogues merge, one would win by chance."""
    said: dict[tuple[object, object], dict[object, list[str]]] = {}
    for room in rooms:
        for entry in _read(catalogue_file(room)) or ():
            if entry.id and entry.string:
                string = entry.string if isinstance(entry.string, str) else tuple(entry.string)
                message = entry.id if isinstance(entry.id, str) else tuple(entry.id)
                said.setdefault((message, entry.context), {}).setdefault(string, []).append(room.name)
    lines = []
    for (message, _context), ways in sorted(said.items(), key=str):
        if len(ways) > 1:
            texts = "; ".join(f"{', '.join(where)}: {string!r}" for string, where in ways.items())
            lines.append(f"two translations: {message!r}: {texts}")
    return lines


def main(arguments: list[str]) -> int:
    """Run the command line."""
    if arguments == ["--compile"]:
        compile_all()
        return 0
    rooms = sorted(path.parent for path in ROOMS.glob("*/__init__.py"))
    if arguments[:1] == ["--check"]:
        asked = [room for room in rooms if not arguments[1:] or room.name in arguments[1:]]
        problems = [line for room in asked for line in findings(room)] + contradictions(rooms)
        print("\n".join(problems) or "Catalogues are complete.")
        return 1 if problems else 0
    for room in rooms:
        if room.name in arguments:
            update(room)
            print("\n".join(findings(room)) or f"{room.name}: complete")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
