"""The frame: blocks, menu by role, theme, language, kind errors, forms that help."""

import re
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict
from django.template import loader

from zazemi.kernel.actor import Actor, Role
from zazemi.ui import menu
from zazemi.ui.charts import ChartError, chart_svg
from zazemi.ui.gallery import gallery_parts
from zazemi.ui.links import linked, register_link
from zazemi.ui.menu import SIGNED_IN, MenuItem, Place

CSS = Path(menu.__file__).parent / "static" / "ui"


def plain(text):
    return text.replace("\u00a0", " ")


class BudgetForm(forms.Form):
    budget = forms.IntegerField(label="Rozpočet", help_text="V korunách.")
    note = forms.CharField(required=False, label="Poznámka")


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "400.html", "500.html"])
def test_an_error_page_is_kind_and_says_the_way_out(name, request_of):
    text = (
        loader.render_to_string(name, {}, request_of())
        if name != "500.html"
        else loader.render_to_string(name)
    )
    assert "<h1>" in text
    assert "Traceback" not in text
    assert 'class="answer"' in text


def test_the_two_dark_blocks_are_equal():
    css = (CSS / "zazemi.css").read_text(encoding="utf-8")
    asked = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL)[1]
    preferred = re.search(
        r"prefers-color-scheme: dark.*?\{\s*:root:not\(\[data-theme\]\)[^{]*\{(.*?)\}", css, re.DOTALL
    )[1]
    assert asked.split() == preferred.split()


def test_components_have_no_colours_of_their_own():
    for name in ("more.css",):
        css = (CSS / name).read_text(encoding="utf-8")
        assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", css)) <= {"#fff"}


def test_the_theme_comes_from_the_cookie(request_of):
    for cookie, shown in (("dark", "dark"), ("light", "light"), ("<x>", "auto")):
        request = request_of(cookies={"zazemi_theme": cookie})
        assert f'data-theme="{shown}"' in loader.render_to_string("404.html", {}, request)


def test_the_menu_shows_each_role_its_own(monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    for label, roles in (("All", ()), ("Heads", {Role.HEAD}), ("Signed", SIGNED_IN)):
        menu.register_menu(
            MenuItem(label, "portal:home" if label == "All" else f"portal:{label}", roles=roles)
        )
    monkeypatch.setattr(menu, "address_of", lambda name: f"/{name}/")
    head = Actor(user_id=1, roles=frozenset({Role.HEAD}))
    nobody = Actor(user_id=2)

    def labels(actor):
        return {item.label for item in menu.shown_items(Place.MAIN, actor, "/")}

    assert labels(Actor.anonymous()) == {"All"}
    assert labels(head) == {"All", "Heads", "Signed"}
    assert labels(nobody) == {"All", "Signed"}


def test_a_field_has_label_hint_error_and_describes_itself(drawn):
    form = BudgetForm({"budget": "35 mil"})
    form.fields["budget"].unit = "Kč"
    text = plain(drawn("{{ form }}", form=form))
    assert "Formulář má jednu chybu" in text
    assert '<a href="#id_budget">' in text
    assert 'aria-describedby="id_budget_helptext id_budget_error"' in text
    assert text.index("V korunách") < text.index('id="id_budget_error"') < text.index("<input")
    assert "<span>Kč</span>" in text
    assert "(nepovinné)" in text


def test_every_component_of_the_gallery_draws(request_of):
    text = loader.render_to_string("ui/gallery.html", gallery_parts(), request_of())
    assert not re.search(r"\sstyle=|<style|\son\w+=\"", text)
    assert text.count("<svg") > 8
    assert "nejvyšší zátěž" in plain(text)
    assert "42,5 úvazku" in plain(text)


def test_a_figure_can_always_be_opened(drawn):
    text = drawn('{% figure "Obce" 36 "z 215" "poznámka" "Zdroj a den." %}')
    assert "<details" in text
    assert "Z čeho to je" in plain(text)
    assert "Zdroj a den." in plain(text)


def test_crumbs_end_with_the_page_itself(drawn):
    text = drawn('{% crumbs "Plány" "/plany/" "PLN-2026-001" %}')
    assert '<a href="/plany/">Plány</a>' in text
    assert '<li aria-current="page">PLN-2026-001</li>' in text


def test_texts_in_components_are_escaped(drawn):
    text = drawn(
        "{% notice bad 'warn' bad %}{% figure bad bad bad bad bad %}{% state 'run' bad %}", bad="<i>x</i>"
    )
    assert "<i>" not in text


def test_a_link_upstairs_is_empty_until_somebody_registers_it():
    assert linked("nothing", 1) == ""
    register_link("look", "portal:appearance")
    assert linked("look") == "/vzhled/"


def test_a_chart_is_named_by_its_sentence_and_clean():
    spec = {
        "data": {"values": [{"a": 1, "b": 2}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a"}, "y": {"field": "b"}},
    }
    svg = chart_svg(spec, sentence="Roste <rychle>.")
    assert "Roste &lt;rychle&gt;." in svg
    assert 'role="img"' in svg
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", svg)


def test_a_chart_that_cannot_be_drawn_says_so():
    with pytest.raises(ChartError):
        chart_svg({"mark": {"type": "nonsense"}}, sentence="x")


def test_theme_is_chosen_without_a_script(client, db):
    page = client.get("/vzhled/")
    assert page.status_code == 200
    answer = client.post("/vzhled/", {"theme": "dark", "next": "https://evil.example/"})
    assert answer["Location"] == "/vzhled/"
    assert answer.cookies["zazemi_theme"].value == "dark"
    assert client.post("/vzhled/", {"theme": "pink"}).status_code == 422


def test_language_is_chosen_without_a_script(client, db):
    assert 'lang="cs"' in client.get("/vzhled/").content.decode()
    answer = client.post("/jazyk/", {"language": "en", "next": "/vzhled/"})
    assert answer["Location"] == "/vzhled/"
    assert 'lang="en"' in client.get("/vzhled/").content.decode()


def test_other_data_pass_the_conflict_untouched():
    from zazemi.ui.conflicts import resolved

    data = QueryDict("a=1&a=2&expected_version=3")
    assert resolved(data) is data


def test_choices_of_a_conflict_become_data_of_the_form():
    from zazemi.ui.conflicts import resolved

    sent = QueryDict(
        "conflict.base=3&expected_version=4&name=same"
        "&conflict.keep.all.fte=1&conflict.mine.fte=4.5&conflict.theirs.fte=3.5&conflict.keep.fte=theirs"
        "&conflict.keep.all.note=1&conflict.mine.note=moje&conflict.theirs.note=jejich"
    )
    done = resolved(sent)
    assert done.getlist("fte") == ["3.5"]
    assert done.getlist("name") == ["same"]
    assert done["note"] == "moje"
    assert done["expected_version"] == "3"  # undecided: the page comes back, nothing is overwritten
    decided = sent.copy()
    decided["conflict.keep.note"] = "mine"
    assert resolved(decided)["expected_version"] == "4"


def test_a_download_is_an_attachment_with_a_safe_name():
    from zazemi.ui.downloads import download

    answer = download("a;b\n", "../Potřeby <kraje>\r\n.csv", "text/csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Pot%C5%99eby")
    assert "/" not in answer["Content-Disposition"].split("''")[1]
    assert answer["X-Content-Type-Options"] == "nosniff"
