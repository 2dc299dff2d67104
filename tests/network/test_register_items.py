"""What one item of the register becomes, trap by trap; pure."""

import datetime as dt

import pytest
from tests.network.rpss import SECRET_STREET, STATUTORY, address, form, item, place

from zazemi.intake.table import Dropped
from zazemi.network.choices import CapacityUnit
from zazemi.network.register_items import (
    KINDS,
    NO_AMOUNT,
    NO_MUNICIPALITY,
    NO_NUMBER,
    OTHER_KEY,
    REPEATED,
    UNITS,
    rows_of,
)
from zazemi.values.services import ServiceKind


def rows(one, record):
    return [row for row in rows_of(one) if not isinstance(row, Dropped) and row["Záznam"] == record]


def dropped(one):
    return [row.reason for row in rows_of(one) if isinstance(row, Dropped)]


def test_a_service_its_place_and_its_capacity_are_rows():
    service, where, capacity = rows_of(item())
    assert service == {
        "Záznam": "služba",
        "Identifikátor": "1234567",
        "Druh": "low_threshold_club",
        "IČO": "27000010",
        "Poskytovatel": "Oblastní spolek Most",
        "Číslo v portálu": "77",
        "Poskytována od": dt.date(2008, 5, 1),
        "Poskytována do": None,
        "Telefon": "485 111 222; 777 333 444",
        "E-mail": "klub@spolek.example",
        "Web": "https://spolek.example",
        "Cílové skupiny": "24",
        "Poznámka k věku": "6-26 let",
        "Nepřetržitě": "ne",
    }
    assert where["Klíč místa"] == "klub most|21234567"
    assert (where["Kód obce"], where["Adresa"], where["PSČ"], where["Formy"]) == (
        "990002",
        "Nádražní 5",
        "46001",
        "ambulatory",
    )
    assert (capacity["Forma"], capacity["Jednotka"], capacity["Počet"]) == ("ambulatory", "clients", 20)


def test_statutory_persons_heads_and_addresses_for_letters_are_never_read():
    said = repr(list(rows_of(item())))
    assert STATUTORY not in said
    assert SECRET_STREET not in said


def test_a_secret_address_never_leaves():
    hidden = place("Azylový dům", secret=True, where=address(street=SECRET_STREET))
    (where,) = rows(item(places=[hidden]), "místo")
    assert SECRET_STREET not in repr(where)
    assert [where[name] for name in ("Adresa", "PSČ", "Kód adresy", "Utajená adresa")] == ["", "", "", "ano"]
    assert where["Kód obce"] == "990002"
    assert "21234567" not in str(where["Klíč místa"])


def test_of_repeated_places_the_open_one_stays():
    old = place(since="2008-01-01", until="2012-12-31")
    now = place(since="2013-01-01")
    other = place("Klub Sever", where=address(code="29999999", street="Školní"))
    one = item(places=[old, now, old, other])
    found = rows(one, "místo")
    assert [(row["Název místa"], row["Místo od"]) for row in found] == [
        ("Klub Most", dt.date(2013, 1, 1)),
        ("Klub Sever", dt.date(2019, 1, 1)),
    ]
    assert dropped(one) == [REPEATED, REPEATED]


def test_places_without_a_code_of_address_are_told_apart_by_their_street():
    one = item(
        places=[
            place(where=address(code=None, street="Školní", number=1)),
            place(where=address(code=None, street="Školní", number=2, orientation="3a")),
            place(where=address(code=None, street=None, number=7)),
        ]
    )
    assert [row["Adresa"] for row in rows(one, "místo")] == ["Školní 1", "Školní 2/3a", "č. p. 7"]


def test_the_key_is_kapacity_and_the_other_one_is_said_aloud():
    assert rows(item(forms=[form("amb", (5, "klient", None), key="kapacita")]), "kapacita") == []
    assert dropped(item(forms=[form("amb", (5, "klient", None), key="kapacita")])) == [OTHER_KEY]


def test_capacities_of_one_form_and_unit_are_summed_with_their_words():
    forms = [
        form("amb", (1, "klient", "individuálně"), (10, "klient", "skupina"), (30, "kontakt", None)),
        form("ter", (2, "klient", None)),
        form("pob", (None, "luzka", None), (8, "stan", None)),
        form("xyz", (1, "klient", None)),
    ]
    one = item(forms=forms)
    assert [(row["Forma"], row["Jednotka"], row["Počet"]) for row in rows(one, "kapacita")] == [
        ("ambulatory", "clients", 11),
        ("ambulatory", "short_contacts", 30),
        ("field", "clients", 2),
    ]
    assert rows(one, "kapacita")[0]["Popis kapacity"] == "1 individuálně; 10 skupina"
    assert dropped(one) == [NO_AMOUNT, "TypKapacitySocialniSluzby/stan", "FormaSocialniSluzby/xyz"]
    assert rows(one, "místo")[0]["Formy"] == "field,ambulatory,residential"


def test_an_unknown_kind_and_a_service_without_a_number_are_left_out_by_name():
    assert dropped(item(kind=11078)) == ["DruhSocialniSluzby/11078"]
    assert dropped(item(number=None)) == [NO_NUMBER]
    assert dropped(item(places=[place(where={"psc": "46001"})])) == [NO_MUNICIPALITY]


@pytest.mark.parametrize(
    ("given", "taken"), [("27000010", "27000010"), ("123", ""), (None, ""), (27000010, "27000010")]
)
def test_a_wrong_ico_is_as_none(given, taken):
    one = item()
    one["poskytovatel"]["ico"] = given
    assert rows(one, "služba")[0]["IČO"] == taken


def test_a_day_that_is_none_refuses_the_item():
    with pytest.raises(ValueError, match="isoformat"):
        list(rows_of(item(until="brzy")))


def test_every_id_means_one_kind_and_every_unit_is_ours():
    assert len({one.kind for one in KINDS.values()}) == len(KINDS) == len(ServiceKind)
    assert set(UNITS.values()) <= set(CapacityUnit.values)
    assert KINDS["32"].is_confirmed
    assert not KINDS["25"].is_confirmed
