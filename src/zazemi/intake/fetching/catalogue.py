"""Finding the file in a catalogue: DCAT in JSON-LD, or the JSON of one data set of ČSÚ.

Both list distributions with an address; names of the keys vary, so every address
found under a known key counts, in the order of the catalogue.

Raises:  NoDistributionError, WrongContentError.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from zazemi.intake.fetching.errors import NoDistributionError, WrongContentError
from zazemi.intake.fetching.sources import Source
from zazemi.values.text import N_

CATALOGUE_BYTES = 20 * 1024 * 1024
_KEYS = (
    "dcat:downloadURL",
    "downloadURL",
    "http://www.w3.org/ns/dcat#downloadURL",
    "soubor_ke_stažení",
    "přístupové_url",
    "dcat:accessURL",
    "accessURL",
    "http://www.w3.org/ns/dcat#accessURL",
)


def chosen_url(source: Source, path: Path) -> str:
    """Return the address of the distribution that the source wants."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise WrongContentError(
            N_("The catalogue of the source %(name)s cannot be read."), params={"name": source.name}
        ) from None
    wanted = re.compile(source.pick)
    for around, address in _addresses(content):
        if wanted.search(around):
            return urljoin(source.url, address)
    raise NoDistributionError(params={"url": source.url})


def _addresses(content: object) -> Iterator[tuple[str, str]]:
    """Yield each address with the words around it: titles of what it belongs to, its title and format."""
    waiting: list[tuple[object, str]] = [(content, "")]
    while waiting:
        node, around = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = [(one, around) for one in node]
        elif isinstance(node, dict):
            own = f"{around} {_words_of(node)}"
            yield from ((own, address) for key in _KEYS if (address := _address(node.get(key))))
            waiting[:0] = [(value, own) for value in node.values() if isinstance(value, dict | list)]


def _words_of(node: dict[str, object]) -> str:
    """Return the plain texts of an object and those of its texts in several languages."""
    plain = [value for value in node.values() if isinstance(value, str)]
    inner = [value for value in node.values() if isinstance(value, dict)]
    spoken = [text for value in inner for text in value.values() if isinstance(text, str)]
    return " ".join(plain + spoken)


def _address(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value") or ""
    return value if isinstance(value, str) else ""
