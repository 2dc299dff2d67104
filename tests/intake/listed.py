"""What an importer of a JSON list says of its items, in a module without Django."""

from zazemi.intake.table import Dropped

ENDED = "the service has ended"
SECRET = "the address is secret"


def rows_of(item):
    if item["do"]:
        yield Dropped(reason=ENDED)
        return
    for place in item["mista"]:
        if place["tajne"]:
            yield Dropped(reason=SECRET)
        else:
            yield {"Kód": f"{item['id']}-{place['c']}", "Název": item["nazev"], "Množství": place["kolik"]}
