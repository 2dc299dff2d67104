"""What the gallery shows: every component in each state, with made-up words and numbers."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator

from zazemi.ui.charts import ACCENT, chart_svg
from zazemi.ui.legends import VERDICT_FILLS, draw_legend, index_fill, index_legend, verdict_legend
from zazemi.ui.maps import MapArea, MapLabel, MapLayers, MapMark, draw_map
from zazemi.ui.shapes import box_wkb

SIDE = 0.05
WEST, SOUTH = 15.0, 50.5
COLUMNS, ROWS = 8, 5
_NAMES = ("Alfa", "Beta", "Gama", "Delta", "Epsilon")


class GalleryForm(forms.Form):
    """One control of each kind."""

    title = forms.CharField(label="Název plánu", help_text="Tak, jak ho uvidí Komise.")
    budget = forms.IntegerField(label="Rozpočet", min_value=1)
    aim = forms.ChoiceField(
        label="Co má plán sledovat",
        choices=[("need", "Co nejvíc naplněné potřeby"), ("equal", "Terén všem")],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label="Druhy služeb",
        choices=[("a", "Terénní programy"), ("b", "NZDM")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    kind = forms.ChoiceField(label="Druh služby", choices=[("a", "Terénní programy"), ("b", "NZDM")])
    keeps = forms.BooleanField(
        label="Zachovat dnešní služby", help_text="Plán je nebude měnit.", required=False
    )
    note = forms.CharField(label="Poznámka", widget=forms.Textarea, required=False)


def gallery_parts() -> dict[str, Any]:
    """Return everything the template of the gallery needs."""
    good = GalleryForm(initial={"title": "Plán sítě služeb 2027", "aim": "need"})
    bad = GalleryForm({"title": "Plán", "budget": "35 mil"}, prefix="bad")
    bad.data = {"bad-title": "Plán", "bad-budget": "35 mil", "bad-aim": "need", "bad-kind": "a"}
    for form in (good, bad):
        form.fields["budget"].unit = "Kč"  # type: ignore[attr-defined]  # our field template reads it
    return {
        "form": good,
        "bad_form": bad,
        "is_invented": True,
        "states": [
            ("off", "čeká"),
            ("run", "probíhá"),
            ("done", "hotovo"),
            ("soon", "do 25. 11."),
            ("late", "po termínu 3 dny"),
        ],
        "verdicts": list(VERDICT_FILLS),
        "points": [None, 0, 5, 9, 19],
        "notices": [
            ("", "Výpočet běží na pozadí"),
            ("good", "Uloženo jako verzi 3"),
            ("warn", "Údaj je starší než rok"),
            ("bad", "Nejde podepsat"),
        ],
        "steps": ["Návrh", "Připomínky", "Schválení v radě", "Podpis", "Plnění"],
        "tabs": [("Závazky", "#", True), ("Strany", "#", False), ("Historie", "#", False)],
        "tally": [("Nové", 12, ""), ("Mění se", 9, ""), ("Stejné", 121, ""), ("S chybou", 6, "bad")],
        "page": Paginator(range(300), 20).page(2),
        "day": dt.date(2026, 11, 24),
        "static_map": _grid_map(interactive=False, map_id="g1"),
        "index_legend": draw_legend(index_legend({"k3": "10 obcí", "none": "0 obcí"}), as_rows=True),
        "walked_map": _grid_map(interactive=True, map_id="g2"),
        "verdict_legend": draw_legend(verdict_legend([*VERDICT_FILLS, "missing"])),
        "chart": _chart(),
    }


def _grid_map(*, interactive: bool, map_id: str) -> str:
    kinds = list(VERDICT_FILLS.values()) if interactive else [index_fill(p) for p in (0, 5, 9, 19, None)]
    areas = [
        MapArea(
            code=f"{column}-{row}",
            name=f"{_NAMES[row]} {column}",
            wkb=_square(column, row),
            css_class=kinds[(column + 2 * row) % len(kinds)],
            title=f"{_NAMES[row]} {column}: třída {(column + 2 * row) % len(kinds)}",
            href=f"#{column}-{row}" if interactive else "",
            group=str(column // 3),
        )
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]
    labels = [
        MapLabel(name=name, lon=WEST + (2 * at + 0.5) * SIDE * 0.7, lat=SOUTH + at * SIDE + 0.02)
        for at, name in enumerate(_NAMES)
    ]
    marks = [MapMark(lon=WEST + 0.1, lat=SOUTH + 0.1, title="plán přidá")] if interactive else []
    layers = MapLayers(labels=labels, marks=marks, here="" if interactive else "4-2")
    return draw_map(areas, title="Mřížka na ukázku", layers=layers, interactive=interactive, map_id=map_id)


def _square(column: int, row: int) -> bytes:
    west, south = WEST + column * SIDE, SOUTH + row * SIDE * 0.65
    return box_wkb(west, south, west + SIDE, south + SIDE * 0.65)


def _chart() -> str:
    values = [{"money": 5 * step, "met": 0.5 + 0.45 * (1 - 0.8**step)} for step in range(13)]
    return chart_svg(
        {
            "width": 520,
            "height": 240,
            "data": {"values": values},
            "mark": {"type": "line", "color": ACCENT, "point": True},
            "encoding": {
                "x": {
                    "field": "money",
                    "type": "quantitative",
                    "title": "rozpočet, mil. Kč",
                    "axis": {"grid": False},
                },
                "y": {
                    "field": "met",
                    "type": "quantitative",
                    "title": "",
                    "axis": {"format": ".0%"},
                    "scale": {"zero": False},
                },
            },
        },
        sentence="Naplněná potřeba roste s rozpočtem stále pomaleji.",
    )
