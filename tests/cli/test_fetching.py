"""``zazemi data fetch``: lists, fetches, cuts to a region, says how to go on, stores when asked."""

import json

import pytest
from tests.intake.fetching.server import running

from zazemi.cli import fetching
from zazemi.cli.command import Exit
from zazemi.cli.main import main
from zazemi.intake.fetching import Guards, Source, cut_to
from zazemi.intake.fetching.errors import UncutFileError
from zazemi.intake.fetching.sources import known_sources
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import kinds
from zazemi.territory.models import OfficialItem

HOST = "zdroj.example"
HEADER = '"KODJAZ","AKRCIS","KODCIS","CHODNOTA","ZKRTEXT","TEXT","ADMPLOD","ADMNEPO"\n'
ROWS = '"CS","CISOB",43,"900001","Čapov","Čapov","1990-01-01","9999-09-09"\n'


@pytest.fixture
def site(monkeypatch):
    with running() as one:
        source = Source(
            name="csu-obce",
            title_cs="Číselník obcí",
            title_en="Code list of municipalities",
            url=one.url("/a.csv"),
            file="csu-43.csv",
            kind="csu-codelist",
            licence="CC BY 4.0 (ČSÚ)",
            cap_bytes=1024 * 1024,
            check="csv",
            expect=("kodcis",),
            refresh_days=30,
            municipality_column="chodnota",
        )
        one.answers["/a.csv"] = lambda handler: handler.send((HEADER + ROWS).encode())
        rules = Guards(
            hosts=frozenset({HOST}),
            schemes=frozenset({"http"}),
            permitted=frozenset({"127.0.0.1"}),
            resolver=lambda _host, _port: ["127.0.0.1"],
            attempts=1,
        )
        monkeypatch.setattr(fetching, "guards", lambda: rules)
        monkeypatch.setattr(fetching, "known_sources", lambda: (source,))
        yield one


def _said(capsys):
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


def test_the_list_shows_sources_with_their_licences(capsys):
    assert main(["data", "fetch", "--list"]) == Exit.GOOD
    said = _said(capsys)
    assert "UI_OBEC" in said
    assert "CC BY 4.0 (ČÚZK)" in said
    assert "hranice: Hranice územních jednotek" in said


def test_the_list_as_json_says_which_sources_have_an_importer(capsys):
    assert main(["data", "fetch", "--list", "--only", "ruian-municipalities", "--json"]) == Exit.GOOD
    rows = json.loads(capsys.readouterr().out)
    assert [(row["name"], row["has_importer"]) for row in rows] == [("ruian-obce", True)]


@pytest.mark.django_db
def test_a_fetched_file_comes_with_the_command_that_brings_it_in(site, tmp_path, capsys):
    assert main(["data", "fetch", "--to", str(tmp_path)]) == Exit.GOOD
    said = _said(capsys)
    assert f"zazemi intake csu-codelist {tmp_path}/csu-43.csv --source {site.url('/a.csv')}" in said
    assert not ImportRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_storing_goes_through_the_import_machine_with_source_and_licence(site, tmp_path, capsys):
    assert main(["data", "fetch", "--to", str(tmp_path), "--store", "--json"]) == Exit.GOOD
    told = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in told["stored"]] == ["applied"]
    run = ImportRun.objects.get()
    assert (run.source, run.licence) == (site.url("/a.csv"), "CC BY 4.0 (ČSÚ)")
    assert OfficialItem.objects.get().name == "Čapov"


@pytest.mark.django_db
def test_a_source_that_fails_is_a_finding_with_a_sentence(site, tmp_path, capsys):
    site.answers["/a.csv"] = lambda handler: handler.send(b"<html>")
    assert main(["data", "fetch", "--to", str(tmp_path)]) == Exit.FINDING
    assert "Místo souboru csu-43.csv přišla webová stránka" in _said(capsys)
    assert main(["--lang", "en", "data", "fetch", "--to", str(tmp_path)]) == Exit.FINDING
    assert "Instead of the file csu-43.csv a web page came" in _said(capsys)


@pytest.mark.django_db
def test_an_unknown_region_is_said_before_anything_is_fetched(site, tmp_path, capsys):
    assert main(["data", "fetch", "--region", "CZ051", "--to", str(tmp_path)]) == Exit.FINDING
    assert "CZ051" in _said(capsys)
    assert site.seen == []


def test_misuse_names_what_may_be_fetched(capsys):
    assert main(["data", "fetch", "--only", "nesmysl"]) == Exit.MISUSE
    assert main(["data"]) == Exit.MISUSE
    assert "zazemi data fetch" in _said(capsys)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250"])
def test_a_national_file_is_cut_to_a_region_in_its_own_encoding(tmp_path, encoding):
    path = tmp_path / "UI_OBEC.csv"
    path.write_bytes("KOD;NAZEV\r\n900001;Čapov\r\n900002;Řečkov\r\n".encode(encoding))
    cut = cut_to(path, column="kod", codes={"900002"}, mark="CZ0X1")
    assert cut.name == "UI_OBEC.CZ0X1.csv"
    assert cut.read_bytes().decode(encoding) == "KOD;NAZEV\r\n900002;Řečkov\r\n"
    assert "900001" in path.read_bytes().decode(encoding)


def test_a_file_without_the_column_is_not_cut(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UncutFileError):
        cut_to(path, column="KOD", codes={"1"}, mark="x")


def test_every_source_names_an_importer_that_exists():
    assert {source.kind for source in known_sources() if source.kind} <= set(kinds())
