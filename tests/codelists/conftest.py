"""A small list of towns of weekdays, and a room above that uses its codes."""

import pytest

from zazemi.codelists.models import CodeList
from zazemi.kernel import codes as slot
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.codes import StartingCode, StartingList
from zazemi.kernel.steps import step


@pytest.fixture
def officer():
    return Actor(user_id=1, name="Jana Malá", roles=frozenset({Role.REGIONAL_OFFICER}))


@pytest.fixture
def machine():
    return Actor.for_machine("console")


@pytest.fixture
def colours(db, officer):
    """An empty list."""
    with step(officer, "zkouška"):
        made = CodeList(key="colours", title_cs="Barvy", title_en="Colours", purpose="Zkouška.", source="-")
        made.save()
    return made


@pytest.fixture
def only_moods(monkeypatch):
    """The slot with one declared list only, which the test may replace."""
    registry = slot.Registry("codes")
    monkeypatch.setattr("zazemi.codelists.services.codes", registry)

    def declare(*labels):
        registry.forget("moods")
        content = tuple(StartingCode(code=label.lower(), label_cs=label) for label in labels)
        registry.register(
            "moods",
            StartingList(
                key="moods", title_cs="Nálady", title_en="", purpose="Zkouška.", source="-", codes=content
            ),
        )

    return declare
