"""Examples of imports: a stored one, and one with a wrong row whose file is kept."""

from tests.house.examples import CONSOLE, example

from zazemi.files.choices import Visibility
from zazemi.files.services import keep
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.kernel.steps import step

CONTENT = (
    "Poskytovatel;IČO;Druh služby;Název;Kód obce;Adresa;Jednotka;Kapacita;Forma;Platí od;Platí do\n"
    "Opora;;TP;Terén;990001;;úvazky;čtyři;terénní;1. 1. 2026;\n"
).encode()


def _made(state, **more):
    stored = keep(CONTENT, name="x.csv", content_type="text/csv", visibility=Visibility.PRIVATE, by=CONSOLE)
    run = ImportRun(
        kind="network",
        state=state,
        file=stored,
        file_name="x.csv",
        file_sha256=stored.sha256,
        file_bytes=len(CONTENT),
        rows_in=1,
        checked_at=clock.now(),
        decided_at=clock.now(),
        by_name="x",
        **{"rows_new": 0, "rows_changed": 0, "rows_same": 0, "rows_refused": 0} | more,
    )
    with step(CONSOLE, why="example"):
        run.save()
    return run


@example("intake:undo", "intake:original")
def _stored(world):
    return {"pk": world.once("stored run", lambda: _made(RunState.APPLIED, rows_same=1)).pk}


@example("intake:marked", "intake:read_otherwise")
def _refused(world):
    return {"pk": world.once("refused run", lambda: _made(RunState.REFUSED, rows_refused=1)).pk}
