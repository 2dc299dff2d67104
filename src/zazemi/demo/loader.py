"""The one loader: fictional regions, or the official figures of the real ones, into an empty database.

Units:   progress as a share 0..1; days and years of the data are offsets from the
         day of loading, only the index has a fixed year.
Raises:  OutsideDemoError, DatabaseInUseError, OtherContentError, NoWorkbookError;
         whatever the import machine refuses.
Everything goes through the importers and services of the rooms, so that demo
data is checked as any other. Loading again continues where it stopped.
"""

import csv
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from zazemi.accounts.choices import DEMO_PASSWORD
from zazemi.accounts.models import User
from zazemi.accounts.selectors import demo_accounts as listed_accounts
from zazemi.codelists.services import seed_lists
from zazemi.demo.choices import DemoContent
from zazemi.demo.errors import DatabaseInUseError, NoWorkbookError, OtherContentError, OutsideDemoError
from zazemi.demo.models import DemoMark
from zazemi.demo.needs import save_runs, state_needs
from zazemi.demo.network import complete_network
from zazemi.demo.parties import PartiesLoader
from zazemi.demo.people import open_accounts
from zazemi.demo.told import verify_services
from zazemi.indicators.choices import FollowUpState
from zazemi.indicators.selectors import findings
from zazemi.indicators.services import adopt_catalogue, compute_known_years, follow_up, load_statistics
from zazemi.intake.services import Provenance, load
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.demo import is_demo
from zazemi.network.models import RegisterCoverage
from zazemi.network.services import state_coverage
from zazemi.planning.models import Plan
from zazemi.planning.services import order_plan, save_scenario, starting_values
from zazemi.territory.models import Municipality, Region
from zazemi.territory.services import load_folder

OnProgress = Callable[[float, str], None]

DATA = Path(__file__).with_name("data")
REGION_CODE = "CZ0X1"
TOWN = "Chlumkov"
REAL_REGION_CODE = "CZ051"
REAL_TOWN_CODE = "563820"
STATISTICS = {
    "czso-planning-2020": "uap_2020.csv",
    "czso-population": "obyvatelstvo_130149.csv",
    "mpsv-labour": "evid_pno_up_agr_frz_odata.csv",
    "ekcr-foreclosures": "exekuce_obce.csv",
}
PLANNING_DATA = "uap_csu_2020*.csv"
INDEX_FILES = "index*.csv"
WORKBOOKS = "index_socialniho_vylouceni_*.xlsx"
REGISTER_BEFORE_DAYS = 3650
_OFFSET = " (dnů)"
DETAILS = (
    ("network_services", "sluzby_podrobne.csv"),
    ("network_places", "mista.csv"),
    ("network_funding", "financovani.csv"),
)
_SOURCE = "smyšlená data ukázky Zázemí"
_LICENCE = "EUPL-1.2"
_PLANNING_SOURCE = Provenance(source="ČSÚ, územně analytické podklady 2020", licence="CC BY 4.0")
_OFFICIAL_INDEX = Provenance(
    source="Agentura pro sociální začleňování (MMR), Index sociálního vyloučení", licence=""
)


def load_demo(*, by: Actor, on_progress: OnProgress | None = None) -> None:
    """Load the four fictional regions; returns at once when they are loaded."""
    report = on_progress or _silent
    with _loading(DemoContent.FICTIONAL) as is_needed, TemporaryDirectory() as folder:
        if not is_needed:
            return
        seed_lists(by=by)
        today = clock.today()
        said = Provenance(source=_SOURCE, licence=_LICENCE, taken_on=today)
        _lay_out(Path(folder), today)
        load_folder(
            Path(folder), by=by, provenance=said, on_progress=lambda share, name: report(0.4 * share, name)
        )
        report(0.4, _("index of social exclusion"))
        for file in sorted(Path(folder).glob(INDEX_FILES)):
            load(kind="isv", path=file, by=by, provenance=said)
        compute_known_years(by=by)
        _load_statistics(Path(folder), said, by)
        report(0.7, _("social services"))
        load(kind="network", path=Path(folder) / "sluzby.csv", by=by, provenance=said)
        load(kind="localities", path=Path(folder) / "lokality.csv", by=by, provenance=said)
        for kind, name in DETAILS:
            load(kind=kind, path=Path(folder) / name, by=by, provenance=said)
        _cover(today, by)
        complete_network(region_code=REGION_CODE, source=_SOURCE, today=today, by=by)
        state_needs(today=today, by=by)
        save_runs(REGION_CODE, today=today, by=by)
        report(0.85, _("organisations, people, bodies"))
        PartiesLoader(region_code=REGION_CODE, today=today, by=by).load()
        verify_services(region_code=REGION_CODE, today=today, by=by)
        report(0.9, _("accounts"))
        town = Municipality.objects.without_shapes().get(region_id=REGION_CODE, name=TOWN)
        open_accounts(region_code=REGION_CODE, municipality_code=town.code, by=by)
        _order_plan(REGION_CODE, by)
        report(1.0, "")


def _load_statistics(folder: Path, said: Provenance, by: Actor) -> None:
    """Load official statistics in their own formats, take over the catalogue, note one suspicious value."""
    for kind, name in STATISTICS.items():
        load_statistics(kind=kind, path=folder / name, by=by, provenance=said)
    adopt_catalogue(by=by)
    waiting = findings(REGION_CODE)
    if waiting and not any(one.follow_up for one in waiting):
        follow_up(
            waiting[0],
            observed=_("found at the loading of the demonstration"),
            state=FollowUpState.OPEN,
            note=_("We asked the publisher; the answer is on the way."),
            by=by,
        )


def _load_planning_data(folder: Path, by: Actor) -> None:
    """Load the planning data of municipalities where they lie beside the workbook, and the catalogue."""
    for file in sorted(folder.glob(PLANNING_DATA)):
        load(kind="czso-planning-2020", path=file, by=by, provenance=_PLANNING_SOURCE)
    adopt_catalogue(by=by)


def load_real(folder: Path, *, by: Actor, on_progress: OnProgress | None = None) -> None:
    """Load the whole real country with the index; no register of services, so verdicts stay unknown.

    Returns at once when it is loaded.
    """
    report = on_progress or _silent
    workbooks = sorted(folder.glob(WORKBOOKS))
    if not workbooks:
        raise NoWorkbookError(params={"folder": folder, "name": WORKBOOKS})
    with _loading(DemoContent.OFFICIAL) as is_needed:
        if not is_needed:
            return
        seed_lists(by=by)
        load_folder(folder, by=by, on_progress=lambda share, name: report(0.6 * share, name))
        for number, workbook in enumerate(workbooks):
            report(0.6 + 0.2 * number / len(workbooks), workbook.name)
            load(kind="isv", path=workbook, by=by, provenance=_OFFICIAL_INDEX)
        _load_planning_data(folder, by)
        report(0.8, _("index of social exclusion"))
        compute_known_years(by=by)
        report(0.95, _("accounts"))
        open_accounts(
            region_code=REAL_REGION_CODE, municipality_code=REAL_TOWN_CODE, has_invented_names=False, by=by
        )
        _order_plan(REAL_REGION_CODE, by)
        report(1.0, "")


def demo_accounts() -> list[dict[str, str]]:
    """Addresses, passwords and roles of the demonstration, for the console."""
    return [
        {
            "email": account.email,
            "password": DEMO_PASSWORD,
            "name": account.name,
            "role": ", ".join(account.roles),
        }
        for account in listed_accounts()
    ]


@contextmanager
def _loading(content: DemoContent) -> Iterator[bool]:
    """Mark the database before the first record; say whether there is anything to load."""
    if not is_demo():
        raise OutsideDemoError
    mark = DemoMark.objects.first()
    if mark is None:
        if Region.objects.exists() or User.objects.exists():
            raise DatabaseInUseError
        mark = DemoMark(content=content, started_at=clock.now())
        mark.save(force_insert=True)
    if mark.content != content:
        raise OtherContentError(
            params={"known": mark.get_content_display(), "wanted": DemoContent(content).label}
        )
    yield mark.finished_at is None
    if mark.finished_at is None:
        mark.finished_at = clock.now()
        mark.save()


def _silent(_share: float, _word: str) -> None:
    """Report to nobody."""


def _lay_out(folder: Path, today: dt.date) -> None:
    """Copy the data files, with days and years counted from ``today``."""
    for file in DATA.iterdir():
        shutil.copy(file, folder / file.name)
    _rewrite(
        DATA / "obyvatelstvo.csv",
        folder / "obyvatelstvo_obce.csv",
        lambda row: {
            "kod_obce": row["kod_obce"],
            "rok_k_1_1": str(today.year - int(row["roku_zpet"])),
            "obyvatel": row["obyvatel"],
        },
    )
    for name in ("sluzby.csv", "financovani.csv", "lokality.csv"):
        _rewrite(DATA / name, folder / name, lambda row: _dated(row, today))


def _dated(row: dict[str, str], today: dt.date) -> dict[str, str]:
    """Turn every column ``NAME (dnů)`` into a column ``NAME`` with the day so many days from today."""
    return {
        name.removesuffix(_OFFSET): (
            (today + dt.timedelta(days=int(value))).isoformat() if name.endswith(_OFFSET) and value else value
        )
        for name, value in row.items()
    }


def _rewrite(source: Path, target: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with source.open(encoding="utf-8", newline="") as lines:
        rows = [change(row) for row in csv.DictReader(lines)]
    with target.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _cover(today: dt.date, by: Actor) -> None:
    region = Region.objects.get(code=REGION_CODE)
    if not RegisterCoverage.objects.filter(region=region).exists():
        since = today - dt.timedelta(days=REGISTER_BEFORE_DAYS)
        state_coverage(region=region, since=since, source=_SOURCE, by=by)


def _order_plan(region_code: str, by: Actor) -> None:
    """Order the first plan; the worker computes it as any other, nothing is prepared beforehand."""
    if not Plan.objects.exists():
        scenario = save_scenario(values=starting_values(region_code), by=by)
        order_plan(scenario=scenario, by=by)
