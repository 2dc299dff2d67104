"""The register of excluded localities: who sees it, what it refuses, what it keeps."""

import dataclasses
import datetime as dt
import io

import openpyxl
import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from tests.analysis.conftest import make_region
from tests.house.examples import make_world
from tests.territory.localities import CONSOLE, add_sources, fields, make_locality

from zazemi.codelists.services import seed_lists
from zazemi.intake.choices import RunState
from zazemi.intake.errors import RowsRefusedError
from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, load, undo
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.history import history_of
from zazemi.kernel.steps import step
from zazemi.kernel.versions import history_model
from zazemi.territory import errors
from zazemi.territory.choices import Confidentiality
from zazemi.territory.models import Locality, LocalitySource
from zazemi.territory.selectors.localities import localities, locality_with, public_support
from zazemi.territory.services import localities as services

pytestmark = [pytest.mark.django_db, pytest.mark.db]
ONE, OTHER = "990001", "990002"
CONSENT = {
    "confidentiality": Confidentiality.PLACE_PUBLIC,
    "consent_by": "Rada města",
    "consent_on": dt.date(2025, 2, 3),
    "consent_resolution": "12/4",
    "public_place": "severní okraj města",
}
OFFICER = Actor(user_id=1, name="Úřednice", roles=frozenset({Role.REGIONAL_OFFICER}))
MAYOR = Actor(
    user_id=2, name="Starosta", roles=frozenset({Role.MUNICIPALITY}), municipality_codes=frozenset({ONE})
)


@pytest.fixture
def region(db):
    seed_lists(by=CONSOLE)
    return make_region()


def _client(world, role):
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", [Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT])
def test_those_who_work_with_localities_see_all(region, role):
    make_locality(ONE)
    make_locality(OTHER)
    assert localities(Actor(user_id=1, roles=frozenset({role}))).count() == 2


def test_a_municipality_sees_its_own_and_nothing_of_others(region):
    own, foreign = make_locality(ONE), make_locality(OTHER)
    assert [one.pk for one in localities(MAYOR)] == [own.pk]
    assert locality_with(foreign.pk, MAYOR) is None


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {"regional_officer", "head", "consultant", "municipality"})
)
def test_other_roles_see_nothing(region, role):
    one = make_locality(ONE)
    viewer = Actor(user_id=1, roles=frozenset({role}), municipality_codes=frozenset({ONE}))
    assert localities(viewer).count() == 0
    assert locality_with(one.pk, viewer) is None
    assert localities(Actor.anonymous()).count() == 0


@pytest.mark.parametrize("viewer", [MAYOR, Actor(user_id=3, roles=frozenset({Role.CONSULTANT}))])
def test_only_the_office_writes(region, viewer):
    one = make_locality(ONE)
    with pytest.raises(errors.NotYourLocalityError):
        services.add_locality(fields=fields(ONE, name="Jiná"), by=viewer)
    with pytest.raises(errors.NotYourLocalityError):
        services.change_locality(one, fields=fields(ONE), expected_version=1, by=viewer)
    with pytest.raises(errors.NotYourLocalityError):
        add_sources(one, by=viewer)


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"name": "  "}, errors.NamelessLocalityError, "name"),
        ({"people_from": 60, "people_to": 60}, errors.ExactNumberError, "people_to"),
        ({"people_from": 90, "people_to": 60}, errors.ExactNumberError, "people_to"),
        ({"people_to": None}, errors.ExactNumberError, "people_to"),
        ({"estimate_source": " "}, errors.UnfoundedEstimateError, "estimate_source"),
        ({"estimated_on": None}, errors.UnfoundedEstimateError, "estimate_source"),
        ({"ended_on": dt.date(2014, 1, 1), "end_reason": "x"}, errors.EndedBeforeFoundError, "ended_on"),
        ({"ended_on": dt.date(2024, 1, 1)}, errors.EndWithoutReasonError, "end_reason"),
        ({"lon": None}, errors.PointlessError, "lat"),
        ({"lat": 95.0}, errors.PointlessError, "lat"),
        ({"confidentiality": Confidentiality.PLACE_PUBLIC}, errors.MissingConsentError, "consent_by"),
        (CONSENT | {"consent_on": None}, errors.MissingConsentError, "consent_by"),
        (CONSENT | {"consent_resolution": ""}, errors.MissingConsentError, "consent_by"),
        (CONSENT | {"public_place": "okolí ulice Za tratí"}, errors.TellingPlaceError, "public_place"),
        ({"notes": "Rodina 8001011238 se odstěhovala."}, errors.PersonalDataError, "notes"),
        ({"estimate_source": "paní 805101/1001"}, errors.PersonalDataError, "estimate_source"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(region, changes, error, field):
    with pytest.raises(error) as refused:
        make_locality(ONE, **changes)
    assert refused.value.field == field
    assert Locality.objects.count() == 0


def test_the_same_name_twice_in_one_municipality_is_refused(region):
    make_locality(ONE)
    make_locality(OTHER)
    with pytest.raises(errors.DoubledLocalityError):
        make_locality(ONE, name="za  TRATI")


def test_the_database_itself_refuses_a_public_place_without_consent(region):
    one = make_locality(ONE)
    one.confidentiality = Confidentiality.PLACE_PUBLIC
    with pytest.raises(IntegrityError), step(CONSOLE, why="test"):
        one.save()


def test_every_change_is_a_version_with_who_and_why(region):
    one = make_locality(ONE, by=OFFICER)
    services.change_locality(one, fields=fields(ONE, people_to=100), expected_version=one.version, by=OFFICER)
    entries = history_of(one)
    assert [entry.by.name for entry in entries] == ["Úřednice", "Úřednice"]
    assert history_model(Locality).objects.filter(id=one.pk).count() == 2


def test_who_saves_second_is_told(region):
    one = make_locality(ONE)
    services.change_locality(
        Locality.objects.get(pk=one.pk), fields=fields(ONE, people_to=100), expected_version=1, by=OFFICER
    )
    with pytest.raises(StaleVersionError):
        services.change_locality(one, fields=fields(ONE, people_to=110), expected_version=1, by=OFFICER)


def test_sources_are_refused_twice_and_with_links_that_are_no_addresses(region):
    one = make_locality(ONE)
    add_sources(one)
    with pytest.raises(errors.DoubledSourceError):
        add_sources(one)
    for link in ("javascript:alert(1)", "studie.example", "file:///etc/passwd"):
        with pytest.raises(errors.InsecureLinkError):
            services.add_source(locality=one, fields=services.SourceFields(title="x", link=link), by=OFFICER)


def test_publicly_only_that_there_is_support_and_only_while_it_lasts(region):
    day = dt.date(2025, 6, 1)
    assert not public_support(ONE, day).is_given
    one = make_locality(ONE)
    assert public_support(ONE, day) == dataclasses.replace(public_support(ONE, day), is_given=True, places=())
    assert not public_support(ONE, dt.date(2015, 4, 30)).is_given
    ended = fields(ONE, ended_on=dt.date(2025, 5, 31), end_reason="lidé se přestěhovali")
    services.change_locality(one, fields=ended, by=OFFICER)
    assert not public_support(ONE, day).is_given


def test_the_agreed_description_is_public_and_ceases_with_the_consent(region):
    one = make_locality(ONE, **CONSENT)
    assert public_support(ONE, dt.date(2025, 6, 1)).places == ("severní okraj města",)
    withdrawn = fields(ONE, **CONSENT | {"confidentiality": Confidentiality.STAFF})
    services.change_locality(one, fields=withdrawn, by=OFFICER)
    assert public_support(ONE, dt.date(2025, 6, 1)).places == ()


# ------------------------------------------------------------------ workbook
def _workbook(world_client):
    answer = world_client.get(reverse("territory:localities_workbook"))
    assert answer.status_code == 200
    return answer.content


def _load(tmp_path, content, name="lokality.xlsx", by=CONSOLE):
    path = tmp_path / name
    path.write_bytes(content)
    return load(kind="localities", path=path, by=by, provenance=Provenance(source="test"))


def test_what_is_exported_is_what_can_be_imported(region, tmp_path):
    world = make_world()
    one = make_locality(ONE, **CONSENT)
    add_sources(one)
    make_locality(OTHER, name="Bez odhadu", people_from=None, people_to=None)
    content = _workbook(_client(world, "head"))
    assert _load(tmp_path, content).state == RunState.UNCHANGED


def test_a_changed_workbook_changes_the_record_and_its_sources(region, tmp_path):
    world = make_world()
    add_sources(make_locality(ONE))
    book = openpyxl.load_workbook(io.BytesIO(_workbook(_client(world, "head"))))
    sheet = book["Lokality"]
    head = next(
        number for number in range(1, 10) if sheet.cell(number, 1).value in {"Kód obce", "Kód obce *"}
    )
    columns = {sheet.cell(head, place).value: place for place in range(1, sheet.max_column + 1)}
    sheet.cell(head + 1, columns["Lidí nejvýše"]).value = 120
    sheet.cell(head + 1, columns["Typ"]).value = "sídliště"
    sheet.cell(
        head + 1, columns["Zdroje"]
    ).value = "Zápis z jednání | Studie bydlení (2025) https://a.example/x"
    changed = io.BytesIO()
    book.save(changed)
    run = _load(tmp_path, changed.getvalue())
    one = Locality.objects.get()
    assert (run.rows_changed, one.people_to, one.locality_type.code) == (1, 120, "housing_estate")
    assert [(source.title, source.year, source.link) for source in one.sources.all()] == [
        ("Studie bydlení", 2025, "https://a.example/x"),
        ("Zápis z jednání", None, ""),
    ]
    assert (one.version, one.import_run_id) == (2, run.pk)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("990001,Nová,nesmysl,10,20,obec,1. 1. 2024,1. 1. 2020,", "Typ"),
        ("990001,Nová,ubytovna,20,10,obec,1. 1. 2024,1. 1. 2020,", "Lidí nejvýše"),
        ("999999,Nová,ubytovna,10,20,obec,1. 1. 2024,1. 1. 2020,", "Kód obce"),
        ("990001,Nová,ubytovna,10,20,obec,1. 1. 2024,1. 1. 2020,pan 8001011238", "Poznámky"),
    ],
)
def test_the_workbook_is_refused_for_what_the_page_would_refuse(region, tmp_path, cells, column):
    header = "Kód obce,Lokalita,Typ,Lidí nejméně,Lidí nejvýše,Zdroj odhadu,Odhad ke dni,Známa od,Poznámky"
    with pytest.raises(RowsRefusedError):
        _load(tmp_path, f"{header}\n{cells}\n".encode(), "l.csv")
    assert ImportRun.objects.get().findings["refusals"][0]["header"] == column
    assert Locality.objects.count() == 0


def test_only_the_office_imports_and_a_municipality_exports_its_own(region, tmp_path):
    world = make_world()
    make_locality(ONE, name="Vlastní")
    make_locality(OTHER, name="Cizí")
    book = openpyxl.load_workbook(io.BytesIO(_workbook(_client(world, "municipality"))))
    words = {str(cell) for row in book["Lokality"].iter_rows(values_only=True) for cell in row}
    assert "Vlastní" in words
    assert "Cizí" not in words
    consultant = Actor(user_id=3, roles=frozenset({Role.CONSULTANT}))
    from zazemi.intake.errors import ImportForbiddenError

    with pytest.raises(ImportForbiddenError):
        _load(tmp_path, b"x", by=consultant)
    assert _client(world, "administrator").get("/importy/sablona/localities/").status_code in {403, 404}


# ------------------------------------------------------------------ pages
def _typed(**changes):
    values = {
        "form_key": new_form_key(),
        "municipality": ONE,
        "name": "Pod Lesem",
        "locality_type": str(fields(ONE).locality_type.pk),
        "found_on": "2020-01-01",
        "people_from": "10",
        "people_to": "20",
        "estimate_source": "obec",
        "estimated_on": "2024-01-01",
        "confidentiality": "staff",
    }
    return values | changes


def test_a_form_sent_twice_makes_one_locality(region):
    client = _client(make_world(), "regional_officer")
    typed = _typed()
    first, second = (client.post(reverse("territory:locality_add"), typed) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Locality.objects.count() == 1
    assert "Pod Lesem" in client.get(first["Location"]).content.decode()


def test_a_refused_form_keeps_what_was_typed(region):
    client = _client(make_world(), "regional_officer")
    answer = client.post(
        reverse("territory:locality_add"), _typed(people_to="10", notes="Text, který zůstane")
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Text, který zůstane" in said
    assert "Počet lidí je rozpětí" in said


def test_who_comes_second_sees_both_texts(region):
    client = _client(make_world(), "regional_officer")
    one = make_locality(ONE)
    address = reverse("territory:locality_change", args=[one.pk])
    services.change_locality(one, fields=fields(ONE, notes="Jejich text"), by=OFFICER)
    answer = client.post(address, _typed(expected_version="1", notes="Můj text"))
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Jejich" in said
    assert "Můj" in said


def test_a_source_is_taken_away_by_its_page(region):
    client = _client(make_world(), "regional_officer")
    one = make_locality(ONE)
    source = add_sources(one)
    address = reverse("territory:source_change", args=[source.pk])
    assert client.post(address, {"title": "Nový název", "expected_version": "1"}).status_code == 302
    assert LocalitySource.objects.get().title == "Nový název"
    assert client.post(address, {"remove": "1"}).status_code == 302
    assert LocalitySource.objects.count() == 0


def test_the_list_asks_the_same_number_of_questions_for_more_rows(region, django_assert_max_num_queries):
    client = _client(make_world(), "regional_officer")
    for number in range(12):
        make_locality(ONE, name=f"Místo {number}")
    with django_assert_max_num_queries(22):
        said = client.get(reverse("territory:localities")).content.decode()
    assert said.count("Místo ") >= 12


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"První"}),
        ("?stav=ended", {"Druhá"}),
        ("?stav=all", {"První", "Druhá"}),
        ("?typ=hostel&stav=all", {"První"}),
        ("?q=prvn", {"První"}),
        ("?q=nic", set()),
        ("?kraj=nesmysl&stav=all", {"První", "Druhá"}),
    ],
)
def test_the_list_is_filtered(region, query, seen):
    from zazemi.codelists.selectors import required_code

    client = _client(make_world(), "head")
    make_locality(ONE, name="První")
    make_locality(
        OTHER,
        name="Druhá",
        locality_type=required_code("locality_types", "house"),
        ended_on=dt.date(2024, 1, 1),
        end_reason="x",
    )
    said = client.get(reverse("territory:localities") + query).content.decode()
    assert {name for name in ("První", "Druhá") if f">{name}</a>" in said} == seen


def test_the_history_is_for_those_who_may_see_the_record(region):
    world = make_world()
    foreign = make_locality(OTHER)
    address = reverse("upkeep:history", args=["locality", foreign.pk])
    assert _client(world, "head").get(address).status_code == 200
    assert _client(world, "municipality").get(address).status_code == 404
    assert _client(world, "administrator").get(address).status_code == 404


def test_the_page_of_a_municipality_leads_staff_and_itself_to_its_localities(region):
    world = make_world()
    make_locality(ONE)
    make_locality(OTHER)
    pages = {code: reverse("portal:municipality", args=[code]) for code in (ONE, OTHER)}
    link = "Lokality (neveřejné)"
    assert link in _client(world, "consultant").get(pages[OTHER]).content.decode()
    assert link in _client(world, "municipality").get(pages[ONE]).content.decode()
    assert link not in _client(world, "municipality").get(pages[OTHER]).content.decode()
    assert link not in Client().get(pages[ONE]).content.decode()


def test_an_import_of_localities_can_be_taken_back(region, tmp_path):
    kept = make_locality(ONE, name="Zůstává")
    header = "Kód obce,Lokalita,Typ,Lidí nejméně,Lidí nejvýše,Zdroj odhadu,Odhad ke dni,Známa od,Zdroje"
    rows = (
        "990001,Zůstává,ubytovna,70,95,obec,1. 1. 2025,1. 5. 2015,Studie (2024)",
        "990002,Nová,sídliště,10,20,obec,1. 1. 2024,1. 1. 2020,",
    )
    run = _load(tmp_path, "\n".join([header, *rows]).encode(), "l.csv")
    assert Locality.objects.count() == 2
    undo(run=run, by=OFFICER)
    back = Locality.objects.get()
    assert (back.pk, back.people_from, back.sources.count()) == (kept.pk, 60, 0)
