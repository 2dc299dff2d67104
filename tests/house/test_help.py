"""Every page that people open has its help, and every help belongs to a page."""

import re

from tests.house.reading import SOURCE

from zazemi.accounts.matrix import access_matrix
from zazemi.ui.help import help_files, help_name, help_text

NO_PAGE = {"ui:gallery"}  # development only


def pages():
    matrix = access_matrix()
    return {
        name
        for (name, method), row in matrix.rows.items()
        if method == "GET" and name not in NO_PAGE and not row.is_closed
    }


def test_every_page_has_help_in_its_room():
    missing = sorted(name for name in pages() if help_name(name) not in help_files())
    assert missing == [], (
        "write src/zazemi/<room>/help/<address with - instead of :>.md, a few plain sentences"
    )


def test_every_help_belongs_to_a_page():
    known = {help_name(name) for name in pages()}
    assert sorted(set(help_files()) - known) == []


def test_help_is_short_and_has_a_heading():
    wrong = []
    for path in SOURCE.glob("*/help/*.md"):
        text = path.read_text(encoding="utf-8")
        shown = help_text(path.stem)
        words = len(re.findall(r"\w+", text))
        if not (
            shown
            and shown.heading
            and shown.body.strip()
            and 15 <= words <= 250
            and "!" not in text.replace("<!--", "")
        ):
            wrong.append(f"{path.name}: {words} words")
    assert wrong == []
