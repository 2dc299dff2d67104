"""Templates stay tidy: short, used, without inline script or style."""

import re

from tests.house.reading import SOURCE, place, python_files, texts_in, tree_of

NAMED_BY_DJANGO = {"429.html", "400.html", "403.html", "404.html", "500.html", "403_csrf.html"}


def templates():
    return sorted(
        path for room in SOURCE.iterdir() for path in (room / "templates").rglob("*") if path.is_file()
    )


def name_of(path):
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def test_no_template_is_longer_than_a_screen_or_two():
    wrong = [
        f"{place(path)}: {count}"
        for path in templates()
        if path.suffix == ".html" and (count := len(path.read_text().splitlines())) > 120
    ]
    assert wrong == []


def test_no_inline_script_or_style():
    pattern = re.compile(
        r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)",
        re.IGNORECASE,
    )
    wrong = [
        place(path, line)
        for path in templates()
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(text)
    ]
    assert wrong == []


def test_every_template_is_used():
    said = {text for path in python_files() for _line, text in texts_in(tree_of(path))}
    for path in templates():
        said |= set(
            re.findall(r"[\"']([\w./-]+\.(?:html|txt|svg|typ))[\"']", path.read_text(encoding="utf-8"))
        )
    unused = [
        place(path)
        for path in templates()
        if (name := name_of(path)) not in said
        and path.name not in NAMED_BY_DJANGO
        and not name.startswith(("account/", "mfa/", "allauth/", "django/", "usersessions/"))
        and path.suffix == ".html"
    ]
    assert unused == []


def test_no_foreign_host_in_what_people_load():
    wrong = [
        place(path, line)
        for path in templates()
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"(?:src|href)=[\"']https?://", text)
        and 'rel="license' not in text
        and "<a " not in text
    ]
    assert wrong == []
