"""Items in exactly the format of the register of providers, all of them invented."""

import json

SECRET_STREET = "Skrytá"
STATUTORY = "Tajemný Statutár"


def address(
    municipality="990002", *, code="21234567", street="Nádražní", number=5, orientation=None, **more: object
):
    return {
        "cisloDomovni": number,
        "cisloOrientacni": orientation,
        "dodatekAdresy": None,
        "kodAdresnihoMista": code,
        "psc": "460 01",
        "typCislaDomovniho": {"id": "TypCislaDomovniho/1"},
        "kraj": {"id": "Kraj/78"},
        "okres": {"id": "Okres/3505"},
        "obec": {"id": f"Obec/{municipality}"},
        "castObce": {"id": "CastObce/408247"},
        "mestskyObvodMestskaCast": None,
        "mestskyObvodVPraze": None,
        "ulice": {"nazev": street} if street else None,
        **more,
    }


def place(name="Klub Most", *, since="2019-01-01", until=None, secret=False, where=None):
    return {
        "id": None,
        "nazev": name,
        "poskytujeOd": since,
        "poskytujeDo": until,
        "utajenaAdresa": secret,
        "vedouciZarizeni": {"jmeno": "Vedoucí", "prijmeni": STATUTORY},
        "adresa": where or address(),
    }


def form(name="amb", *capacities: tuple[object, str, object], nonstop=False, key="kapacity"):
    return {
        "forma": {"id": f"FormaSocialniSluzby/{name}"},
        "nepretrzitePoskytovani": nonstop,
        "casoveRozsahy": [],
        key: [
            {"pocet": amount, "popis": words, "typ": {"id": f"TypKapacitySocialniSluzby/{unit}"}}
            for amount, unit, words in capacities
        ],
    }


def item(number="1234567", kind=25, *, places=None, forms=None, groups=(24,), until=None, **more: object):
    return {
        "portalId": 77,
        "id": f"SocialniSluzba/{number}",
        "identifikator": number,
        "datumPoskytovaniOd": "2008-05-01",
        "datumPoskytovaniDo": until,
        "kontaktniAdresy": [address(street=SECRET_STREET)],
        "druhSocialniSluzby": {"id": f"DruhSocialniSluzby/{kind}"},
        "zarizeni": [place()] if places is None else places,
        "poskytovatel": {
            "ico": "27000010",
            "nazev": "Oblastní spolek Most",
            "weby": ["https://spolek.example"],
            "emaily": [],
            "telefony": ["485 000 000"],
            "statutarniOrgany": [{"jmeno": STATUTORY, "funkce": "ředitel"}],
        },
        "emaily": ["klub@spolek.example"],
        "telefony": ["485 111 222", "777 333 444"],
        "faxy": [],
        "weby": [],
        "ciloveSkupiny": [{"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{one}"}} for one in groups],
        "vekoveSkupiny": [],
        "doplnujiciInformaceVekoveSkupiny": "6-26 let",
        "formy": [form("amb", (20, "klient", None))] if forms is None else forms,
        "rozsirenePusobnostiVKraji": [],
        "doplnkoveUdaje": {"personalniZajisteni": [{"priloha": "plan.pdf"}]},
        **more,
    }


def write(path, *items: object):
    path.write_text(json.dumps({"polozky": items}, ensure_ascii=False), encoding="utf-8")
    return path
