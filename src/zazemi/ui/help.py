"""Help to each page: plain texts in Czech that stand in the rooms as ``<room>/help/<page>.md``.

The name of the file is the name of the address with ``-`` instead of ``:``
(``portal-overview.md``, ``account_login.md``). The first line is the heading; a
second line ``<!-- also: network-place_add network-place_change -->`` names
further pages that the text serves.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from zazemi.ui.links import linked

FOLDER = "help"
_ALSO = re.compile(r"^<!-- also: (.*?) -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HelpText:
    """One text: heading and the rest as safe HTML; ``lang`` is always Czech."""

    name: str
    heading: str
    body: SafeString


def help_name(url_name: str) -> str:
    """Return the name of the help of an address."""
    return url_name.replace(":", "-")


@lru_cache(maxsize=1)
def help_files() -> dict[str, Path]:
    """Return the files by their names."""
    folders = [Path(app.path) / FOLDER for app in apps.get_app_configs() if app.name.startswith("zazemi.")]
    found: dict[str, Path] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.md"))):
        also = _ALSO.search(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys([path.stem, *(also[1].split() if also else ())], path)
    return found


def help_text(name: str) -> HelpText | None:
    """Return the text of a name, or None."""
    path = help_files().get(name)
    if path is None:
        return None
    heading, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return HelpText(name, heading.lstrip("# ").strip(), _html(_ALSO.sub("", rest)))


def help_address(url_name: str) -> str:
    """Return the address of the help of a page; empty when it has none."""
    name = help_name(url_name)
    return linked("help", name) if name in help_files() else ""


def _html(text: str) -> SafeString:
    """Turn our own Markdown into HTML; HTML inside it stays text."""
    return SafeString(MarkdownIt("commonmark", {"html": False}).render(text))
