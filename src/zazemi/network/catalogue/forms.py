"""What a person asks of the catalogue; whatever comes in the address, there is always an answer."""

from django.http import QueryDict

from zazemi.network.catalogue.selectors import Asked, municipality_of, orp_of
from zazemi.network.catalogue.situations import BY_SLUG
from zazemi.values.services import ServiceKind

MINUTES = (30, 60, 120)
DEFAULT_MINUTES = 60
LONGEST = 80


def asked_of(query: QueryDict) -> Asked:
    """Return what is asked; wrong values are as if nothing was said."""
    kind = query.get("druh", "")
    minutes = query.get("dojezd", "")
    municipality = municipality_of(query.get("obec", "")[:6])
    return Asked(
        situation=BY_SLUG.get(query.get("situace", "")),
        kind=ServiceKind(kind) if kind in list(ServiceKind) else None,
        municipality=municipality,
        orp=None if municipality is not None else orp_of(query.get("orp", "")[:4]),
        minutes=int(minutes) if minutes in {str(one) for one in MINUTES} else DEFAULT_MINUTES,
    )


def typed_place(query: QueryDict) -> str:
    """Return the place as typed, shortened."""
    return " ".join(query.get("misto", "").split())[:LONGEST]


def address_of(asked: Asked, **changes: object) -> str:
    """Return the query string of what is asked, with changes; empty values are left out."""
    values: dict[str, object] = {
        "situace": asked.situation.slug if asked.situation else "",
        "druh": asked.kind or "",
        "obec": asked.municipality.code if asked.municipality else "",
        "orp": asked.orp.code if asked.orp else "",
        "dojezd": asked.minutes if asked.minutes != DEFAULT_MINUTES else "",
    }
    made = QueryDict(mutable=True)
    for name, value in (values | changes).items():
        if value not in ("", None):
            made[name] = str(value)
    return f"?{made.urlencode()}"
