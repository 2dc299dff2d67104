"""Examples of the room ``analysis`` for the access test: models of need, stated needs, saved runs."""

import datetime as dt
from decimal import Decimal

from tests.house.examples import CONSOLE, MUNICIPALITY, example

from zazemi.analysis.selectors import coefficients_of, need_model
from zazemi.analysis.services import ModelValues, StatementValues, save_model, state_need
from zazemi.territory.models import Municipality


def _model(world):
    def make():
        values = ModelValues(
            code="kraj-2027",
            name="Model kraje",
            dated=dt.date(2026, 11, 1),
            note="",
            coefficients=coefficients_of(need_model("need-2026.1")),
        )
        return save_model(values, by=CONSOLE)

    world.region()
    return world.once("model", make)


@example("analysis:model", "analysis:model_force")
def _code(world):
    return {"code": _model(world).code}


@example("analysis:model_edit")
def _pk(world):
    return {"pk": _model(world).pk}


@example("analysis:stated")
def _region(world):
    world.region()
    return {}


@example("analysis:stated_edit", "analysis:stated_withdraw")
def _statement(world):
    def make():
        values = StatementValues(
            kind="low_threshold_club",
            effect="complements",
            unit="fte",
            amount=Decimal("0.50"),
            statement="Chybí klub.",
            origin="round_table",
            said_by="kulatý stůl",
            said_on=dt.date(2026, 10, 1),
            valid_from=dt.date(2026, 10, 1),
            municipality=Municipality.objects.get(code=MUNICIPALITY),
        )
        return state_need(values, by=CONSOLE)

    world.region()
    return {"pk": world.once("statement", make).pk}
