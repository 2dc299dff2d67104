import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from tests.parties.conftest import sign_in  # noqa: F401 - a fixture

from zazemi.codelists.exports import codes_workbook
from zazemi.codelists.importers import CodeImporter
from zazemi.codelists.models import Code
from zazemi.codelists.services import CodeFields, add_code, change_code, seed_lists
from zazemi.intake.choices import RunState
from zazemi.intake.services import Provenance, load
from zazemi.intake.slot import ParsedRow
from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def red(colours, officer):
    return add_code(code_list=colours, code="red", fields=CodeFields(label_cs="červená"), by=officer)


def test_a_code_is_entered_changed_ended_and_deleted_in_the_browser(colours, sign_in):  # noqa: F811
    client = sign_in(Role.ADMINISTRATOR)
    add = reverse("codelists:code_add", args=["colours"])
    data = {"form_key": new_form_key(), "code": "red", "label_cs": "červená", "position": ""}
    assert [client.post(add, data).status_code for _ in range(2)] == [302, 302]
    red = Code.objects.get()
    assert client.post(add, data | {"form_key": new_form_key()}).status_code == 422
    change = reverse("codelists:code_change", args=[red.pk])
    assert client.post(change, {"expected_version": 1, "label_cs": "rudá", "position": 5}).status_code == 302
    stale = client.post(change, {"expected_version": 1, "label_cs": "nachová", "position": 5})
    assert stale.status_code == 409
    assert "nachová" in stale.content.decode()
    end = reverse("codelists:code_end", args=[red.pk])
    assert client.post(end, {"expected_version": 2, "valid_to": "2026-01-31"}).status_code == 302
    assert Code.objects.get().valid_to == dt.date(2026, 1, 31)
    page = Client().get(reverse("codelists:list", args=["colours"])).content.decode()
    assert "rudá" in page
    assert "ukončeno" in page
    assert client.post(reverse("codelists:code_remove", args=[red.pk])).status_code == 302
    assert not Code.objects.exists()


def test_a_used_code_stays_and_the_page_says_who_uses_it(colours, red, officer, sign_in):  # noqa: F811
    add_code(code_list=colours, code="pink", fields=CodeFields(label_cs="růžová", parent=red), by=officer)
    client = sign_in(Role.REGIONAL_OFFICER)
    answer = client.post(reverse("codelists:code_remove", args=[red.pk]), follow=True)
    assert "nelze" in answer.content.decode()
    assert Code.objects.count() == 2


def test_a_list_says_what_it_is_for(colours, sign_in):  # noqa: F811
    client = sign_in(Role.REGIONAL_OFFICER)
    url = reverse("codelists:list_change", args=["colours"])
    data = {"expected_version": 1, "title_cs": "Barvy domů", "purpose": "Fasády.", "source": "porada"}
    assert client.post(url, data).status_code == 302
    assert "Barvy domů" in Client().get(reverse("codelists:lists")).content.decode()
    assert Client().get(reverse("codelists:list", args=["none"])).status_code == 404


def stored(tmp_path, content, by):
    path = tmp_path / "ciselniky.xlsx"
    path.write_bytes(content)
    return load(kind="codelists", path=path, by=by, provenance=Provenance())


def test_what_is_exported_is_imported_unchanged_and_its_changes_are_taken(
    colours, red, officer, machine, tmp_path
):
    from openpyxl import load_workbook

    pink = add_code(
        code_list=colours,
        code="pink",
        fields=CodeFields(label_cs="růžová", valid_from=dt.date(2020, 1, 1), register_id="R/2"),
        by=officer,
    )
    seed_lists(by=machine)
    content = codes_workbook()
    assert stored(tmp_path, content, officer).state == RunState.UNCHANGED
    book = load_workbook(io.BytesIO(content))
    sheet = book["Číselníky"]
    headers = [cell.value for cell in sheet[1]]
    at = {name: headers.index(name) + 1 for name in headers}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["Kód"]).value == "pink":
            sheet.cell(row, at["Název česky"]).value = "světle červená"
            sheet.cell(row, at["Patří pod"]).value = "red"
    row = sheet.max_row + 1
    new = {"Číselník": "colours", "Kód": "blue", "Název česky": "modrá", "Pořadí": 30}
    for name, value in new.items():
        sheet.cell(row, at[name]).value = value
    changed = io.BytesIO()
    book.save(changed)
    run = stored(tmp_path, changed.getvalue(), officer)
    assert (run.state, run.rows_new, run.rows_changed) == (RunState.APPLIED, 1, 1)
    pink = Code.objects.get(pk=pink.pk)
    assert (pink.label_cs, pink.parent, pink.import_run_id) == ("světle červená", red, run.pk)
    assert Code.objects.get(code="blue").label_cs == "modrá"


def test_what_cannot_stand_in_a_list_is_refused_row_by_row(colours, red, officer):
    change_code(red, fields=CodeFields(label_cs="červená", register_id="R/1"), expected_version=1, by=officer)
    importer = CodeImporter()
    empty = {rule.key: "" for rule in importer.columns} | {"valid_from": None, "valid_to": None}
    good = empty | {"list_key": "colours", "code": "blue", "label_cs": "modrá", "position": 1}
    day = dt.date(2020, 1, 2)
    rows = [
        good,
        good | {"list_key": "none"},
        good | {"code": "dvě slova"},
        good | {"valid_from": day, "valid_to": dt.date(2020, 1, 1)},
        good | {"register_id": "R/1"},
        good | {"parent": "blue"},
        good | {"parent": "unknown"},
        good | {"parent": "red"},
    ]
    found = []
    for number, values in enumerate(rows):
        found.append([one.column for one in importer.check([ParsedRow(number=number, values=values)])])
    assert found == [[], ["list_key"], ["code"], ["valid_to"], ["register_id"], ["parent"], ["parent"], []]
