"""Every address has a role row, every row is true, every GET is harmless, every POST asks for its token."""

import copy
import hashlib
import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.house.examples import arguments_of, foreign_arguments_of, make_world

from zazemi.accounts.matrix import METHODS, ROLE_COLUMNS, Cell, access_matrix

ANONYMOUS = "anonymous"
ONLY_WHEN_DEBUGGING = {"ui:gallery"}
KEEPS_CHANGING = {
    "django_session",  # a visit, not a record
    "sqlite_sequence",
    "account_emailaddress",  # allauth's own mirror of User.email, brought up to date when it looks
}
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAIRS = sorted(access_matrix().rows)
GETS = sorted(name for name, method in PAIRS if method == "GET" and name not in ONLY_WHEN_DEBUGGING)
POSTS = sorted(name for name, method in PAIRS if method == "POST" and name not in ONLY_WHEN_DEBUGGING)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _walk(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield (f"{prefix}{pattern.name}" if pattern.name else ""), str(pattern.pattern)


NAMED = sorted({name for name, _pattern in _walk(get_resolver().url_patterns) if name})
WITH_RECORD = {name for name, pattern in _walk(get_resolver().url_patterns) if "<" in pattern}


def _room_of(url_name):
    """Return the namespace; allauth's names have none, only a prefix."""
    return url_name.split(":")[0] if ":" in url_name else url_name.split("_")[0]


ROOMS = sorted({_room_of(name) for name in NAMED})


def _pairs_of(room):
    return [pair for pair in PAIRS if _room_of(pair[0]) == room and pair[0] not in ONLY_WHEN_DEBUGGING]


@pytest.fixture
def world(db):
    return make_world()


class Visit:
    """One request of one person, after which the database is as before."""

    def __init__(self, world, role, *, is_checking_csrf=False):
        self.world = world
        self.client = Client(enforce_csrf_checks=is_checking_csrf, raise_request_exception=False)
        world.asking = None if role == ANONYMOUS else world.people[role]
        if world.asking:
            self.client.force_login(world.asking, backend=BACKEND)
        self.cookies = copy.copy(self.client.cookies)

    def ask(self, url_name, method, arguments=None):
        if arguments is None:
            arguments = arguments_of(url_name, self.world)
        address = reverse(url_name, kwargs=arguments or None)
        self.client.cookies = copy.copy(self.cookies)
        undone = transaction.atomic()
        undone._from_testcase = True
        with undone:
            answer = self.client.generic(method, address)
            transaction.set_rollback(True)
        return answer


def _to_login(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/ucet/login/?next=")


def test_every_address_has_a_name():
    unnamed = [pattern for name, pattern in _walk(get_resolver().url_patterns) if not name]
    assert unnamed == []


def test_every_address_is_listed_and_every_row_is_an_address():
    listed = {name for name, _method in PAIRS}
    assert sorted(set(NAMED) - listed) == []
    assert sorted(listed - set(NAMED) - ONLY_WHEN_DEBUGGING) == []


@pytest.mark.parametrize("room", ROOMS)
def test_methods_that_are_not_listed_are_refused(room, world):
    wrong = []
    for role in (ANONYMOUS, "administrator"):
        visit = Visit(world, role)
        for url_name in (name for name in NAMED if _room_of(name) == room):
            listed = {*access_matrix().methods_of(url_name), "HEAD"}
            for method in {*METHODS, "TRACE", "OPTIONS"} - listed:
                status = visit.ask(url_name, method).status_code
                wrong += [(url_name, method, role, status)] * (status != 405)
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_role_gets_what_the_matrix_says(room, world):
    wrong = []
    for role in ROLE_COLUMNS:
        visit = Visit(world, role)
        for url_name, method in _pairs_of(room):
            row = access_matrix().rows[url_name, method]
            answer = visit.ask(url_name, method)
            if not _fits(row, role, answer):
                found = (str(row.cells[role]), answer.status_code, answer.get("Location", ""))
                wrong.append((url_name, method, role, *found))
    assert wrong == []


def _fits(row, role, answer):
    if row.is_closed:
        return answer.status_code == 404
    if row.cells[role] is Cell.NO:
        return _to_login(answer) if role == ANONYMOUS else answer.status_code == 403
    return answer.status_code not in {403, 404, 405} and answer.status_code < 500 and not _to_login(answer)


@pytest.mark.parametrize("room", ROOMS)
def test_a_foreign_record_is_not_found(room, world):
    wrong = []
    for role in ROLE_COLUMNS:
        visit = Visit(world, role)
        for url_name, method in _pairs_of(room):
            if (
                access_matrix().rows[url_name, method].cells[role] is not Cell.OWN
                or url_name not in WITH_RECORD
            ):
                continue
            arguments = foreign_arguments_of(url_name, world)
            assert arguments is not None, (
                f"register a @foreign record for {url_name} in tests/house/examples.py"
            )
            status = visit.ask(url_name, method, arguments).status_code
            wrong += [(url_name, method, role, status)] * (status != 404)
    assert wrong == []


def _digests():
    """Return a digest of every table; sessions come and go."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - KEEPS_CHANGING):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = hashlib.sha256("".join(rows).encode()).hexdigest()
    return found


def test_no_get_changes_anything(world):
    changed = []
    for role in (ANONYMOUS, "regional_officer", "administrator"):
        visit = Visit(world, role)
        for url_name in GETS:
            address = reverse(url_name, kwargs=arguments_of(url_name, world) or None)
            before = _digests()
            visit.client.get(address)
            changed += [(role, url_name, *pair) for pair in before.items() - _digests().items()]
    assert changed == []


def test_every_post_asks_for_its_token(world):
    visit = Visit(world, "administrator", is_checking_csrf=True)
    open_ones = [name for name in POSTS if visit.ask(name, "POST").status_code != 403]
    assert open_ones == []


def test_every_page_carries_its_headers_and_loads_nothing_foreign(world):
    wrong = []
    for role in (ANONYMOUS, "head", "administrator"):
        visit = Visit(world, role)
        for url_name in GETS:
            answer = visit.ask(url_name, "GET")
            wrong += [(role, url_name, finding) for finding in _findings(answer, role)]
    assert wrong == []


def _findings(answer, role):
    yield from (
        f"{name} = {answer.get(name)}" for name, value in HEADERS.items() if answer.get(name) != value
    )
    policy = answer.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"policy {policy}"
    if role != ANONYMOUS and "no-store" not in answer.get("Cache-Control", ""):
        yield "may be cached"
    if answer.get("Server") or answer.get("X-Powered-By"):
        yield "says what it runs on"
    if (
        answer.get("Content-Type", "").startswith("text/")
        and "charset=utf-8" not in answer["Content-Type"].lower()
    ):
        yield f"content type {answer['Content-Type']}"
    for cookie in answer.cookies.values():
        if not cookie["samesite"] or (not cookie["httponly"] and "session" in cookie.key):
            yield f"cookie {cookie.key}"
    if not answer.streaming and "html" in answer.get("Content-Type", ""):
        text = answer.content.decode()
        yield from re.findall(r"<(?!a\b)[a-z]+[^>]*\s(?:src|href|action)=[\"'](https?://[^\"']+)", text)
