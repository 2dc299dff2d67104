"""A paper for tests: a template plays the paper, its rules say who may do what with its text."""

import pytest

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import allow, holds, is_signed_in, library, predicate
from zazemi.texts.models import TextTemplate
from zazemi.texts.services import keep_template, start_text

PAPER = "text-template"
SOURCE = (
    "# Účel\n\nStrany si vyměňují informace.\n\nStrany se scházejí dvakrát ročně.\n\n"
    "- bydlení\n- zaměstnanost"
)

is_for_all = predicate(lambda _viewer, paper: paper is not None and paper.code == "open")
for deed, rule in (
    ("read_text", is_signed_in | is_for_all),
    ("edit_text", holds(Role.REGIONAL_OFFICER, Role.CONSULTANT) | is_for_all),
    ("comment_text", is_signed_in | is_for_all),
    ("settle_text", holds(Role.REGIONAL_OFFICER) | is_for_all),
):
    if not library.rule_exists(f"{PAPER}.{deed}"):
        allow(f"{PAPER}.{deed}", rule)


def person(user_id, name, *roles):
    return Actor(user_id=user_id, name=name, roles=frozenset(roles))


@pytest.fixture
def officer():
    return person(1, "Jana Malá", Role.REGIONAL_OFFICER)


@pytest.fixture
def consultant():
    return person(2, "Petr Hora", Role.CONSULTANT)


@pytest.fixture
def member():
    return person(3, "Eva Lípová", Role.BODY_MEMBER)


@pytest.fixture
def text(db, officer):
    """A text of five paragraphs."""
    paper = TextTemplate.objects.first() or keep_template(
        purpose="probe", code="", title="Papír", source="x", fields=(), by=officer
    )
    return start_text(
        kind=PAPER, reference=str(paper.pk), purpose="body", title="Memorandum", source=SOURCE, by=officer
    )
