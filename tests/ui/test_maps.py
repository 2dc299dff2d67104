"""Maps: whole-number paths, lines exactly on borders, the same words in the picture and in the table."""

import re
import xml.etree.ElementTree as ET

import pytest

from zazemi.ui.legends import draw_legend, index_fill, index_legend, verdict_legend
from zazemi.ui.map_drawing import DrawingOrder, draw, drawing
from zazemi.ui.map_labels import place_labels
from zazemi.ui.maps import MapArea, MapLabel, MapLayers, MapMark, draw_map
from zazemi.ui.shapes import UnreadableBorderError, box_wkb

SVG = "{http://www.w3.org/2000/svg}"


def grid(columns=3, rows=2, side=0.1, **extra: str):
    return [
        MapArea(
            code=f"{column}{row}",
            name=f"Obec {column}{row}",
            wkb=box_wkb(15 + column * side, 50 + row * side, 15 + (column + 1) * side, 50 + (row + 1) * side),
            css_class="k1" if column else "vi",
            title=f"Obec {column}{row}: <5 & víc>",
            group=str(column),
            **extra,
        )
        for column in range(columns)
        for row in range(rows)
    ]


def parsed(svg):
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - made by us


def test_a_square_degree_is_narrower_than_high():
    areas = grid(columns=1, rows=1)
    made = draw(DrawingOrder(wkbs=[area.wkb for area in areas], groups=["a"]))
    assert made.frame.width == 1024
    assert made.frame.height == pytest.approx(1000 / 0.642 + 24, abs=3)  # cos 50.05° = 0.642
    assert re.fullmatch(r"M\d+ \d+l-?\d+[ -]\d+[ -]\d+[ -]\d+[ -]\d+[ -]\d+z", made.paths[0])


def test_lines_between_groups_and_the_edge_lie_on_the_drawn_borders():
    areas = grid(columns=2, rows=1)
    made = draw(DrawingOrder(wkbs=[area.wkb for area in areas], groups=["a", "b"]))
    assert made.group_lines.count("M") == 1
    assert made.group_lines.startswith("M512 ")
    assert made.edge.endswith("z")
    assert made.edge.count("M") == 1


def test_areas_of_one_group_have_no_line_between_them():
    areas = grid(columns=2, rows=1)
    made = draw(DrawingOrder(wkbs=[area.wkb for area in areas], groups=["a", "a"]))
    assert made.group_lines == ""


def test_the_same_order_is_drawn_once():
    order = DrawingOrder(wkbs=[area.wkb for area in grid()], groups=list("aabbcc"))
    assert drawing(order) is drawing(order)
    assert DrawingOrder(wkbs=order.wkbs, groups=list("aabbcd")).digest() != order.digest()


def test_a_speck_of_land_is_still_drawn():
    big = box_wkb(14, 49, 18, 51)
    speck = box_wkb(15, 50, 15.0001, 50.0001)
    made = draw(DrawingOrder(wkbs=[big, speck], groups=["", ""]))
    assert made.paths[1].endswith("h2v2h-2z")


def test_a_static_map_is_one_picture_with_titles_and_no_links():
    svg = parsed(
        draw_map(grid(href="/obce/1/"), title="Mapa & kraj", description="Tytéž hodnoty jsou v tabulce.")
    )
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "Mapa & kraj"
    assert not svg.findall(f".//{SVG}a")
    titles = [found.text for found in svg.findall(f".//{SVG}g/{SVG}path/{SVG}title")]
    assert sorted(titles) == sorted(area.title for area in grid())


def test_an_interactive_map_is_a_group_of_named_links_in_the_given_order():
    svg = parsed(draw_map(grid(href="/obce/1/"), title="Mapa", interactive=True))
    links = svg.findall(f".//{SVG}a")
    assert svg.get("role") == "group"
    assert [link.get("aria-label") for link in links] == [area.title for area in grid()]
    assert {link.get("href") for link in links} == {"/obce/1/"}


def test_the_svg_is_clean_for_our_content_policy():
    marks = [MapMark(lon=15.1, lat=50.1, title="plán"), MapMark(lon=15.2, lat=50.1, kind="place")]
    layers = MapLayers(labels=[MapLabel(name="Alfa", lon=15.05, lat=50.05)], marks=marks, here="00")
    for interactive in (False, True):
        svg = draw_map(grid(href="/x/"), title="Mapa", layers=layers, interactive=interactive)
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=", svg)
        assert 'fill="url(#short)"' in svg


def test_zoom_shows_what_is_in_focus_and_fades_its_neighbours():
    layers = MapLayers(focus=frozenset({"00"}))
    svg = draw_map(grid(columns=9, rows=1), title="Mapa", layers=layers)
    assert svg.count("<title>") == 2
    assert svg.count('opacity=".45"') == 1


def test_without_borders_there_is_no_map():
    assert draw_map([], title="Mapa") == ""
    assert draw_map([MapArea(code="1", name="A", wkb=b"", css_class="k0")], title="Mapa") == ""


def test_a_broken_border_says_so():
    with pytest.raises(UnreadableBorderError):
        draw_map([MapArea(code="1", name="A", wkb=b"nonsense", css_class="k0")], title="Mapa")


def test_names_never_cover_each_other():
    spots = [("Chlumkov", 200, 100), ("Javořinec", 204, 122), ("Rokytnov", 192, 90)]
    placed = place_labels(spots, width=500, height=300)
    assert len({(one.text_at, one.anchor) for one in placed}) == 3
    crowd = place_labels([(f"Obec {at}", 100, 100) for at in range(20)], width=400, height=300)
    assert len(crowd) < 20


def test_a_legend_says_number_word_and_count():
    legend = draw_legend(index_legend({"k3": "19 obcí", "none": "0 obcí"}), as_rows=True)
    assert "<b>12–30</b> nejvyšší zátěž" in legend
    assert "bez údaje" in legend
    assert "0 obcí" in legend
    assert [index_fill(points) for points in (None, 0, 1, 2, 7, 8, 11, 12, 30)] == [
        "none", "k0", "k0", "k1", "k1", "k2", "k2", "k3", "k3",
    ]  # fmt: skip


def test_the_legend_of_verdicts_names_the_unknown_only_when_it_is_there():
    words = [item.word for item in verdict_legend(["missing", "sufficient"])]
    assert words == ["chybí", "nestačí", "stačí", "není třeba"]
    assert [item.word for item in verdict_legend(["unknown"])][-1] == "není známo"


@pytest.mark.real_data
def test_the_whole_country_stays_a_small_page(real_data):
    """6,258 municipalities, as they come from the official borders, with their region as group."""
    from zazemi.intake.reading import read_table

    table = read_table(real_data / "obce_cr_topo.json", name="obce_cr_topo.json")
    areas = [
        MapArea(
            code=str(code),
            name="Obec",
            wkb=bytes.fromhex(str(border)),
            css_class="k1",
            title="Obec s názvem: 5 z 30",
        )
        for code, border in table.rows
    ]
    assert len(areas) == 6258
    svg = draw_map(areas, title="Česko", layers=MapLayers(has_scale=False))
    assert svg.count("<title>") == 6258
    assert len(svg.encode()) < 1_200_000
