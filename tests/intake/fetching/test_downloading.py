"""Downloads that are cut, changed, too large, too slow, sent elsewhere, or something else than promised."""

import dataclasses
import hashlib
import io
import itertools
import json
import shutil
import ssl
import subprocess
import zipfile

import pytest
from tests.intake.fetching.server import in_parts, running

from zazemi.intake.fetching import Guards, Source, fetch
from zazemi.intake.fetching.downloading import Order, download
from zazemi.intake.fetching.errors import (
    FetchError,
    ForbiddenAddressError,
    NoConnectionError,
    NoDistributionError,
    PrivateAddressError,
    RefusedByServerError,
    TooLargeError,
    TooManyRedirectsError,
    TooSlowError,
    WrongContentError,
)

HOST = "zdroj.example"
CSV = ('"kodcis","chodnota","text"\n' + '"43","900001","Čapov"\n' * 9000).encode()


@pytest.fixture
def site():
    with running() as one:
        yield one


def _guards(**options):
    values = {
        "hosts": frozenset({HOST}),
        "schemes": frozenset({"http"}),
        "permitted": frozenset({"127.0.0.1"}),
        "resolver": lambda _host, _port: ["127.0.0.1"],
        "connect_seconds": 5.0,
        "read_seconds": 5.0,
    }
    return Guards(**values | options)


def _source(site, path="/a.csv", **options):
    values = {
        "name": "a",
        "title_cs": "A",
        "title_en": "A",
        "url": site.url(path),
        "file": "a.csv",
        "kind": "csu-codelist",
        "licence": "CC BY 4.0",
        "cap_bytes": 1024 * 1024,
        "check": "csv",
        "expect": ("KODCIS", "chodnota"),
        "refresh_days": 30,
    }
    return Source(**values | options)


def test_a_file_is_fetched_with_its_origin_beside_it(site, tmp_path):
    site.answers["/a.csv"] = lambda handler: handler.send(CSV, ETag='"1"')
    got = fetch(_source(site), tmp_path, guards=_guards())
    assert (tmp_path / "a.csv").read_bytes() == CSV
    noted = json.loads((tmp_path / "a.csv.zdroj.json").read_text(encoding="utf-8"))
    assert noted["sha256"] == got.sha256 == hashlib.sha256(CSV).hexdigest()
    assert (noted["url"], noted["licence"], noted["bytes"]) == (site.url("/a.csv"), "CC BY 4.0", len(CSV))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.csv.zdroj.json"]
    assert site.seen[0][1]["Host"] == f"{HOST}:{site.port}"


def test_a_file_that_is_fresh_enough_is_not_asked_for_again(site, tmp_path):
    site.answers["/a.csv"] = lambda handler: handler.send(CSV)
    fetch(_source(site), tmp_path, guards=_guards())
    assert fetch(_source(site), tmp_path, guards=_guards()).was_fresh
    assert len(site.seen) == 1
    assert not fetch(_source(site), tmp_path, guards=_guards(), is_again=True).was_fresh
    (tmp_path / "a.csv").write_bytes(b"changed by hand")
    assert not fetch(_source(site), tmp_path, guards=_guards()).was_fresh


def test_a_cut_connection_is_resumed_where_it_broke(site, tmp_path):
    site.answers["/a.csv"] = in_parts(CSV, tag='"1"', cut_at=70_000)
    got = fetch(_source(site), tmp_path, guards=_guards())
    assert got.was_resumed
    assert (tmp_path / "a.csv").read_bytes() == CSV
    asked = site.seen[1][1]
    assert asked["If-Range"] == '"1"'
    assert 0 < int(asked["Range"].removeprefix("bytes=").rstrip("-")) <= 70_000


def test_a_later_run_continues_what_an_earlier_one_left(site, tmp_path):
    site.answers["/a.csv"] = in_parts(CSV, tag='"1"', cut_at=70_000)
    with pytest.raises(NoConnectionError):
        fetch(_source(site), tmp_path, guards=_guards(attempts=1))
    assert not (tmp_path / "a.csv").exists()
    assert fetch(_source(site), tmp_path, guards=_guards(attempts=1)).was_resumed
    assert (tmp_path / "a.csv").read_bytes() == CSV


def test_a_file_that_changed_in_between_is_fetched_whole(site, tmp_path):
    site.answers["/a.csv"] = in_parts(CSV, tag='"1"', cut_at=70_000)
    with pytest.raises(NoConnectionError):
        fetch(_source(site), tmp_path, guards=_guards(attempts=1))
    newer = CSV.replace(b"900001", b"900002")
    site.answers["/a.csv"] = in_parts(newer, tag='"2"')
    assert not fetch(_source(site), tmp_path, guards=_guards(attempts=1)).was_resumed
    assert (tmp_path / "a.csv").read_bytes() == newer


def test_a_server_that_continues_another_edition_is_not_believed(site, tmp_path):
    site.answers["/a.csv"] = in_parts(CSV, tag='"1"', cut_at=70_000)
    with pytest.raises(NoConnectionError):
        fetch(_source(site), tmp_path, guards=_guards(attempts=1))
    newer = CSV.replace(b"900001", b"900002")

    def careless(handler):
        asked = handler.headers.get("Range", "")
        if asked:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            handler.send(newer[start:], status=206, ETag='"2"', Content_Range=f"bytes {start}-9/10")
        else:
            handler.send(newer, ETag='"2"')

    site.answers["/a.csv"] = careless
    fetch(_source(site), tmp_path, guards=_guards())
    assert (tmp_path / "a.csv").read_bytes() == newer


def test_without_an_edition_nothing_is_continued(site, tmp_path):
    breaks = iter([True, False])

    def answer(handler):
        if next(breaks):
            handler.send(CSV[:70_000], length=len(CSV))
        else:
            handler.send(CSV)

    site.answers["/a.csv"] = answer
    fetch(_source(site), tmp_path, guards=_guards())
    assert "Range" not in site.seen[1][1]
    assert (tmp_path / "a.csv").read_bytes() == CSV


def test_a_connection_that_keeps_breaking_ends_with_a_sentence(site, tmp_path):
    site.answers["/a.csv"] = lambda handler: handler.send(CSV[:10], length=len(CSV))
    with pytest.raises(NoConnectionError):
        fetch(_source(site), tmp_path, guards=_guards(attempts=3))
    assert len(site.seen) == 3


def test_a_body_that_is_announced_as_too_large_is_not_read(site, tmp_path):
    site.answers["/a.csv"] = lambda handler: handler.send(CSV)
    with pytest.raises(TooLargeError):
        fetch(_source(site, cap_bytes=1000), tmp_path, guards=_guards())
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_says_nothing_of_its_size_is_stopped_at_the_cap(site, tmp_path):
    def endless(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while not site.release.is_set():
                handler.wfile.write(b"x" * 65536)
        except OSError:
            pass

    site.answers["/a.csv"] = endless
    with pytest.raises(TooLargeError):
        fetch(_source(site, cap_bytes=300_000), tmp_path, guards=_guards())
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_trickles_is_stopped_by_the_total_time_and_kept_for_later(site, tmp_path):
    site.answers["/a.csv"] = lambda handler: handler.send(CSV, ETag='"1"')
    ticks = itertools.count(0, 40)
    order = Order(url=site.url("/a.csv"), target=tmp_path / "a.csv", cap_bytes=10**7)
    with pytest.raises(TooSlowError):
        download(order, guards=_guards(total_seconds=60), ticker=lambda: next(ticks))
    assert order.part.stat().st_size > 0


def test_a_server_that_falls_silent_is_left(site, tmp_path):
    def silent(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"x")
        handler.wfile.flush()
        site.release.wait(20)

    site.answers["/a.csv"] = silent
    with pytest.raises(NoConnectionError):
        fetch(_source(site), tmp_path, guards=_guards(read_seconds=0.2, attempts=1))


def test_a_redirect_to_a_listed_host_is_followed(site, tmp_path):
    site.answers["/old"] = lambda handler: handler.send(b"", status=301, Location="/a.csv")
    site.answers["/a.csv"] = lambda handler: handler.send(CSV)
    assert fetch(_source(site, "/old"), tmp_path, guards=_guards()).url == site.url("/a.csv")


def test_a_redirect_to_a_private_address_is_refused(site, tmp_path):
    site.answers["/old"] = lambda handler: handler.send(
        b"", status=302, Location=f"http://inner.example:{site.port}/a.csv"
    )
    answers = {HOST: "127.0.0.1", "inner.example": "169.254.169.254"}
    guards = _guards(hosts=frozenset(answers), resolver=lambda host, _port: [answers[host]])
    with pytest.raises(PrivateAddressError):
        fetch(_source(site, "/old"), tmp_path, guards=guards)
    assert len(site.seen) == 1


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "file:///etc/passwd", "ftp://x/"]
)
def test_a_redirect_off_the_list_is_refused(site, tmp_path, place):
    site.answers["/old"] = lambda handler: handler.send(b"", status=302, Location=place)
    with pytest.raises(ForbiddenAddressError):
        fetch(_source(site, "/old"), tmp_path, guards=_guards())


def test_a_circle_of_redirects_ends(site, tmp_path):
    site.answers["/old"] = lambda handler: handler.send(b"", status=302, Location="/old")
    with pytest.raises(TooManyRedirectsError):
        fetch(_source(site, "/old"), tmp_path, guards=_guards(redirects=3))
    assert len(site.seen) == 4


def test_a_name_that_changes_its_address_after_the_check_is_not_asked_twice(site, tmp_path):
    """DNS rebinding: the connection goes to the checked address, so a second answer never counts."""
    asked = []

    def rebinding(host, _port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.99"]

    site.answers["/a.csv"] = lambda handler: handler.send(CSV)
    fetch(_source(site), tmp_path, guards=_guards(resolver=rebinding))
    assert asked == [HOST]


def test_a_name_that_turns_private_on_the_second_hop_is_refused(site, tmp_path):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.answers["/old"] = lambda handler: handler.send(b"", status=302, Location="/a.csv")
    with pytest.raises(PrivateAddressError):
        fetch(_source(site, "/old"), tmp_path, guards=_guards(resolver=lambda *_: next(answers)))


@pytest.mark.parametrize("code", [403, 404, 500, 503, 204])
def test_an_error_of_the_server_is_said_with_its_code(site, tmp_path, code):
    site.answers["/a.csv"] = lambda handler: handler.send(b"", status=code)
    with pytest.raises(RefusedByServerError) as refused:
        fetch(_source(site), tmp_path, guards=_guards())
    assert str(code) in str(refused.value)


def test_nobody_listening_is_said_in_a_sentence(site, tmp_path):
    source = _source(site)
    closed = dataclasses.replace(source, url=f"http://{HOST}:1/a.csv")
    with pytest.raises(NoConnectionError):
        fetch(closed, tmp_path, guards=_guards(attempts=1))


def _zipped(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("body", "options"),
    [
        (b"<!DOCTYPE html><title>error</title>", {}),
        (b"a,b\n1,2\n", {}),
        (b"", {}),
        (b"PK\x03\x04 not really", {"check": "zip", "expect": (".csv",)}),
        (_zipped("a.txt", b"x"), {"check": "zip", "expect": (".csv",)}),
        (_zipped("a.csv", b"0" * 40_000_000), {"check": "zip", "expect": (".csv",)}),
        (b'{"jine": []}', {"check": "json", "expect": ("polozky",)}),
        (b'{"polozky": [1, 2', {"check": "json", "expect": ("polozky",)}),
        (b"polozky", {"check": "json", "expect": ("polozky",)}),
    ],
)
def test_what_is_not_the_promised_content_is_refused(site, tmp_path, body, options):
    site.answers["/a.csv"] = lambda handler: handler.send(body)
    with pytest.raises(WrongContentError):
        fetch(_source(site, **options), tmp_path, guards=_guards())


def test_wrong_content_leaves_the_older_file_in_place(site, tmp_path):
    site.answers["/a.csv"] = lambda handler: handler.send(CSV)
    fetch(_source(site), tmp_path, guards=_guards())
    site.answers["/a.csv"] = lambda handler: handler.send(b"<html>")
    with pytest.raises(WrongContentError):
        fetch(_source(site), tmp_path, guards=_guards(), is_again=True)
    assert (tmp_path / "a.csv").read_bytes() == CSV


def test_a_zip_is_unpacked_beside(site, tmp_path):
    text = "KOD;NAZEV\r\n900001;Čapov\r\n".encode("cp1250")
    site.answers["/a.zip"] = lambda handler: handler.send(_zipped("../UI_OBEC.csv", text))
    source = _source(site, "/a.zip", file="UI_OBEC.zip", check="zip", expect=(".csv",))
    got = fetch(source, tmp_path, guards=_guards())
    assert got.to_import == str(tmp_path / "UI_OBEC.csv")
    assert (tmp_path / "UI_OBEC.csv").read_bytes() == text
    assert not (tmp_path.parent / "UI_OBEC.csv").exists()


@pytest.mark.parametrize(
    "catalogue",
    [
        {
            "@graph": [
                {"dct:title": "Exekuce podle krajů", "dcat:distribution": [{"dcat:downloadURL": "/k.csv"}]},
                {
                    "dct:title": {"cs": "Exekuce podle obcí"},
                    "dcat:distribution": [
                        {"dct:format": "JSON", "dcat:downloadURL": {"@id": "/a.json"}},
                        {"dct:format": "CSV", "dcat:downloadURL": {"@id": "/a.csv"}},
                    ],
                },
            ]
        },
        {"název": {"cs": "obce"}, "distribuce": [{"formát": "text/csv", "přístupové_url": "/a.csv"}]},
    ],
)
def test_the_file_is_found_in_its_catalogue(site, tmp_path, catalogue):
    body = json.dumps(catalogue, ensure_ascii=False).encode()
    site.answers["/katalog"] = lambda handler: handler.send(body)
    site.answers["/a.csv"] = lambda handler: handler.send(CSV)
    source = _source(site, "/katalog", via="catalogue", pick="(?i)obc[eí].*csv")
    assert fetch(source, tmp_path, guards=_guards()).url == site.url("/a.csv")


@pytest.mark.parametrize(("body", "error"), [(b"{}", NoDistributionError), (b"<html>", WrongContentError)])
def test_a_catalogue_without_the_file_is_said(site, tmp_path, body, error):
    site.answers["/katalog"] = lambda handler: handler.send(body)
    with pytest.raises(error):
        fetch(_source(site, "/katalog", via="catalogue", pick="csv"), tmp_path, guards=_guards())


def test_a_catalogue_may_not_send_to_a_host_off_the_list(site, tmp_path):
    body = json.dumps({"downloadURL": "http://127.0.0.1/a.csv"}).encode()
    site.answers["/katalog"] = lambda handler: handler.send(body)
    with pytest.raises(ForbiddenAddressError):
        fetch(_source(site, "/katalog", via="catalogue", pick="csv"), tmp_path, guards=_guards())


@pytest.mark.skipif(not shutil.which("openssl"), reason="skipped: no openssl here")
def test_the_certificate_is_asked_for_the_name_although_the_connection_goes_to_the_address(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    words += ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with running(lambda raw: context.wrap_socket(raw, server_side=True)) as site:
        site.answers["/a.csv"] = lambda handler: handler.send(CSV)
        rules = _guards(
            hosts=frozenset({HOST, "jiny.example"}), schemes=frozenset({"https"}), ca_file=str(certificate)
        )
        source = dataclasses.replace(_source(site), url=f"https://{HOST}:{site.port}/a.csv")
        assert fetch(source, tmp_path / "a", guards=rules).bytes == len(CSV)
        other = dataclasses.replace(source, url=f"https://jiny.example:{site.port}/a.csv")
        with pytest.raises(NoConnectionError):
            fetch(other, tmp_path / "b", guards=dataclasses.replace(rules, attempts=1))
        unknown = dataclasses.replace(rules, ca_file="", attempts=1)
        with pytest.raises(FetchError):
            fetch(source, tmp_path / "c", guards=unknown)
