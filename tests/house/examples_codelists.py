"""Examples of the room ``codelists`` for the access test."""

from tests.house.examples import CONSOLE, example

from zazemi.codelists.models import Code
from zazemi.codelists.services import CodeFields, add_code, seed_lists


def seeded(world):
    """The code lists that the system begins with, once per world."""
    return world.once("code lists", lambda: seed_lists(by=CONSOLE))


@example("codelists:list", "codelists:list_change", "codelists:list_workbook", "codelists:code_add")
def _list(world):
    seeded(world)
    return {"key": "domains"}


@example("codelists:code_change", "codelists:code_end", "codelists:code_remove")
def _code(world):
    seeded(world)
    code_list = Code.objects.filter(code_list__key="domains").first().code_list
    made = world.once(
        "code",
        lambda: add_code(code_list=code_list, code="x", fields=CodeFields(label_cs="x"), by=CONSOLE),
    )
    return {"pk": made.pk}
