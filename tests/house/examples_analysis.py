"""Examples of the room ``analysis`` for the access test: models of need, stated needs, saved runs."""

import datetime as dt
from decimal import Decimal

from tests.house.examples import CONSOLE, MUNICIPALITY, example

from zazemi.analysis.selectors import coefficients_of, need_model
from zazemi.analysis.services import ModelValues, StatementValues, save_model, save_run, state_need
from zazemi.territory.models import Municipality
from zazemi.territory.services import state_way


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


@example("analysis:stated", "analysis:sensitivity", "analysis:access", "analysis:runs", "analysis:comparison")
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


def _run(world):
    world.region()
    return world.once("run of the analysis", lambda: save_run("CZ0X1", title="Stav", by=CONSOLE))


@example("analysis:run", "analysis:run_json")
def _reference(world):
    return {"reference": _run(world).reference}


@example("analysis:gap")
def _gap(world):
    return {"reference": f"{_run(world).reference}-990002-nzdm"}


@example("analysis:way_end")
def _way(world):
    def make():
        first, second = (Municipality.objects.get(code=code) for code in ("990001", "990002"))
        return state_way(origin=first, target=second, minutes=20, source="měření", by=CONSOLE)

    world.region()
    return {"pk": world.once("way", make).pk}
