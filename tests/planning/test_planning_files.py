"""Page, workbook, JSON and paper of a plan say the same numbers and the same cautions."""

import io
import re
import shutil
import subprocess
from decimal import Decimal

import openpyxl
import pytest
from tests.planning.conftest import plain

from zazemi.documents.xlsx import CONTENT_TYPE
from zazemi.planning import selectors
from zazemi.planning.outcome import outcome_of
from zazemi.planning.papers import council_paper
from zazemi.territory.selectors import boundaries

CAUTION = "modelový výpočet bez stávajících služeb; není tvrzením o skutečných mezerách"


def get(client, plan, name):
    return client.get(f"/plany/{plan.reference}/{name}")


def workbook(client, plan):
    answer = get(client, plan, "plan.xlsx")
    assert answer["Content-Type"] == CONTENT_TYPE
    assert f"plan-{plan.reference}.xlsx" in answer["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def rows(sheet):
    header, *body = list(sheet.iter_rows(values_only=True))
    return [dict(zip(header, row, strict=True)) for row in body]


def text_of(pdf, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("skipped: pdftotext (poppler) is not installed")
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout  # noqa: S607 - a fixed program on our file
    return re.sub(r"\s+", " ", said.decode().replace("\xa0", " "))


def test_the_workbook_says_the_same_as_the_result(officer, plan):
    book = workbook(officer, plan)
    outcome = outcome_of(plan)
    teams = rows(book["Týmy"])
    assert [row["Cena (Kč)"] for row in teams[:-1]] == [one.cost_czk for one in outcome.funded]
    assert teams[-1]["Cena (Kč)"] == outcome.result.cost_czk
    served = rows(book["Kdo je odkud obsluhován"])
    assert sum(Decimal(str(row["Obslouženo (úvazky)"])) for row in served) == pytest.approx(
        outcome.result.met_after_fte - outcome.result.met_before_fte, abs=Decimal("0.0001")
    )
    coverage = rows(book["Před a po"])
    assert coverage[-1]["Naplněno po plánu (úvazky)"] == pytest.approx(float(outcome.result.met_after_fte))
    assert [sheet.title for sheet in book][-1] == "Zdroje"
    assert all(row["Platí"] == "ano" for row in rows(book["Důkaz"]))


def test_json_page_and_workbook_have_the_same_numbers(officer, plan):
    data = get(officer, plan, "plan.json").json()
    page = plain(get(officer, plan, ""))
    summary = {row["Co"]: row["Číslo"] for row in rows(workbook(officer, plan)["Souhrn"])}
    cost = data["result"]["cost_czk"]
    assert summary["Využité peníze"] == cost
    assert f"{cost:,}".replace(",", " ") + " Kč" in page
    after = Decimal(data["explanation"]["met_after_fte"])
    assert summary["Naplněno po plánu"] == pytest.approx(float(after))
    assert f"{after:.2f}".replace(".", ",") in page
    assert data["claim"] in page
    met = sum(Decimal(row["met_after_fte"]) for row in data["coverage"])
    assert met == pytest.approx(after, abs=Decimal("0.0001"))
    assert {place["site_name"] for place in data["result"]["places"]} == {
        item.municipality.name for item in selectors.items_of(plan)
    }


def test_the_paper_is_tagged_and_its_text_is_the_data(officer, plan, tmp_path):
    answer = get(officer, plan, "plan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pdf = answer.content
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfaid", b"pdfuaid"):
        assert mark in pdf
    said = text_of(pdf, tmp_path)
    result = selectors.result_of(plan)
    assert plan.reference in said
    assert f"{result.cost_czk:,}".replace(",", " ") in said
    for item in selectors.items_of(plan):
        assert item.municipality.name in said
        assert f"{item.cost_czk:,}".replace(",", " ") in said
    assert "nemůže být žádný plán lepší" in said
    assert result.data_sha256[:16] in said


def test_the_same_plan_gives_the_same_bytes(officer, plan):
    for name in ("plan.pdf", "plan.xlsx", "plan.json"):
        assert get(officer, plan, name).content == get(officer, plan, name).content


def test_every_output_of_a_region_without_a_register_carries_the_caution(officer, bare_plan, tmp_path):
    outcome = outcome_of(bare_plan)
    assert CAUTION in plain(get(officer, bare_plan, "")).lower()
    assert get(officer, bare_plan, "plan.json").json()["caution"] == CAUTION
    summary = {row["Co"]: row["Jednotka nebo text"] for row in rows(workbook(officer, bare_plan)["Souhrn"])}
    assert CAUTION in summary["Upozornění"].lower()
    paper = council_paper(outcome, boundaries(bare_plan.scenario.region_id))
    assert CAUTION in paper.caution.replace("\xa0", " ").lower()
    assert CAUTION in text_of(get(officer, bare_plan, "plan.pdf").content, tmp_path).lower()
    assert any(CAUTION in sentence.lower() for sentence in selectors.sentences_of(bare_plan))


def test_what_today_serves_is_not_stated_where_nobody_knows_it(officer, bare_plan):
    data = get(officer, bare_plan, "plan.json").json()
    assert {row["met_before_fte"] for row in data["coverage"]} == {None}
    coverage = rows(workbook(officer, bare_plan)["Před a po"])
    assert {row["Naplněno dnes (úvazky)"] for row in coverage} == {None}


def test_a_term_that_differs_from_the_norm_says_so_on_the_paper(region, in_process):
    from dataclasses import replace

    from tests.planning.conftest import HEAD

    from zazemi.planning import services
    from zazemi.planning.models import Plan
    from zazemi.values.services import ServiceKind

    start = services.starting_values(region.code)
    dear = replace(start.terms[ServiceKind.FIELD_PROGRAMME], cost_czk_per_fte_year=900_000)
    values = replace(start, terms=start.terms | {ServiceKind.FIELD_PROGRAMME: dear})
    scenario = services.save_scenario(values=values, by=HEAD)
    plan = Plan.objects.get(pk=services.order_plan(scenario=scenario, by=HEAD).pk)
    services.carry_out(plan, by=HEAD, report=lambda *_told: None, is_cancelled=lambda: False)
    paper = council_paper(outcome_of(plan), {})
    cells = [cell.replace("\xa0", " ") for table in paper.closing for row in table.rows for cell in row]
    assert "900 000 (norma 855 000)" in cells
