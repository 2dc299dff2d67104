"""A paper claims PDF/A-2a and PDF/UA-1, carries its language, and says what the data say."""

import datetime as dt
import io
import re

import pypdf
import pytest

from zazemi.documents.council_plan import (
    TEMPLATE,
    CouncilPlanPaper,
    KeyFigure,
    LegendItem,
    PaperColumn,
    PaperTable,
    Picture,
    Run,
    Section,
)
from zazemi.documents.errors import DataNotPlainError, PdfRenderError, UnknownTemplateError
from zazemi.documents.map_print import svg_for_print
from zazemi.documents.pdf import render_pdf, template_names

ISSUED_AT = dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)
TITLE = "Žlutý plán: potřeby za 35 milionů Kč"
SVG = (
    '<svg class="map" viewBox="0 0 100 60" role="img"><title>Mapa</title>'
    '<a href="/obce/500011/"><path class="vm" d="M0 0h50v60h-50z"><title>Žďárek: chybí</title></path></a>'
    '<path fill="url(#short)" d="M50 0h50v60h-50z"/><text x="20" y="30">Řečice</text></svg>'
)


def paper(**changes: object) -> CouncilPlanPaper:
    values = {
        "organisation": "Podhorský kraj",
        "kicker": "Plán PLN-2026-014",
        "title": TITLE,
        "answer": [
            Run(text="Přibude "),
            Run(text="42,5 úvazku", is_strong=True),
            Run(text=" v 10 obcích."),
        ],
        "issued_on": "24. 11. 2026",
        "figures": [KeyFigure(label="Naplněná potřeba", value="73,6", unit="%", note="dnes 57,7 %")],
        "pictures_title": "Před a po",
        "pictures": [Picture(title="Dnes", svg=svg_for_print(SVG), alt="Mapa kraje: kde služba chybí")],
        "legend": [LegendItem(swatch="vm", label="chybí"), LegendItem(swatch="vi", label="nestačí")],
        "tables": [
            PaperTable(
                title="Kam peníze jdou",
                columns=[PaperColumn(title="Obec", width="2fr"), PaperColumn(title="Úvazky", is_number=True)],
                rows=[["Žďár nad Řečicí", "12,5"], ["Újezd", "4,0"]],
                total=["Celkem", "16,5"],
            )
        ],
        "sections": [
            Section(title="Předpoklady", paragraphs=["Příliš žluťoučký kůň."], points=["První bod"])
        ],
    }
    return CouncilPlanPaper(**{**values, **changes})


def issued(**changes: object) -> bytes:
    return render_pdf(TEMPLATE, paper(**changes), title=TITLE, issued_at=ISSUED_AT)


def test_the_metadata_claim_both_standards_at_once():
    xmp = issued()
    text = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", xmp, re.DOTALL).group(0).decode()
    assert re.search(r"pdfaid:part(>|=\")2", text)
    assert re.search(r"pdfaid:conformance(>|=\")A", text)
    assert re.search(r"pdfuaid:part(>|=\")1", text)
    assert TITLE in text


def test_the_file_is_tagged_in_czech_with_its_title_shown():
    catalogue = pypdf.PdfReader(io.BytesIO(issued())).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "cs"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds = {element["/S"] for element in structure(catalogue["/StructTreeRoot"])}
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/L"} <= kinds


def test_every_figure_carries_its_alternative_text():
    root = pypdf.PdfReader(io.BytesIO(issued())).trailer["/Root"]["/StructTreeRoot"]
    alts = [element.get("/Alt") for element in structure(root) if element["/S"] == "/Figure"]
    assert alts == ["Mapa kraje: kde služba chybí"]


def structure(element):
    kids = element.get("/K", [])
    for reference in kids if isinstance(kids, list) else [kids]:
        kid = reference.get_object() if hasattr(reference, "get_object") else reference
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from structure(kid)


def test_every_font_is_embedded_and_none_comes_from_the_system():
    for page in pypdf.PdfReader(io.BytesIO(issued())).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "Libertinus" in descriptor["/FontName"]
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def test_the_text_says_what_the_data_say_with_czech_letters():
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(issued())).pages)
    flat = " ".join(text.split())
    for said in (
        "Přibude 42,5 úvazku v 10 obcích.",
        "Žďár nad Řečicí 12,5",
        "Celkem 16,5",
        "Příliš žluťoučký kůň.",
    ):
        assert said in flat
    assert "Strana 1 z 1" in flat


def test_invented_data_are_named_at_the_head_and_at_the_foot():
    text = pypdf.PdfReader(io.BytesIO(issued(invented="Kraj je vymyšlený."))).pages[0].extract_text()
    assert text.count("Smyšlená data") == 2


def test_an_english_paper_has_an_english_foot():
    pdf = pypdf.PdfReader(
        io.BytesIO(render_pdf(TEMPLATE, paper(), title=TITLE, issued_at=ISSUED_AT, language="en"))
    )
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "Page 1 of 1" in " ".join(pdf.pages[0].extract_text().split())


def test_the_same_data_give_the_same_bytes():
    assert issued() == issued()


def test_data_are_never_read_as_commands():
    hostile = '#panic("x") $x^2$ *not bold* @ref <label>'
    text = pypdf.PdfReader(io.BytesIO(issued(issued_on=hostile))).pages[0].extract_text()
    assert '#panic("x")' in text.replace("“", '"').replace("”", '"').replace("„", '"')


def test_an_unknown_template_names_the_known_ones():
    with pytest.raises(UnknownTemplateError) as caught:
        render_pdf("../settings.py", {}, title="x", issued_at=ISSUED_AT)
    assert caught.value.params["known"] == ", ".join(template_names())


def test_data_that_are_not_plain_are_refused():
    with pytest.raises(DataNotPlainError):
        render_pdf(TEMPLATE, {"issued_on": ISSUED_AT}, title="x", issued_at=ISSUED_AT)


def test_missing_data_end_as_a_sentence_not_as_a_trace():
    with pytest.raises(PdfRenderError) as caught:
        render_pdf(TEMPLATE, {}, title="x", issued_at=ISSUED_AT)
    assert "organisation" in str(caught.value)


def test_a_picture_that_is_no_picture_ends_as_a_sentence():
    with pytest.raises(PdfRenderError):
        issued(pictures=[Picture(title="Dnes", svg=svg_for_print("no picture"), alt="x")])


def test_a_map_dressed_for_paper_has_its_patterns_and_no_links():
    dressed = svg_for_print(SVG)
    assert 'xmlns="http://www.w3.org/2000/svg"' in dressed
    assert '<pattern id="short"' in dressed
    assert "<a " not in dressed
