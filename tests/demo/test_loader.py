"""Loading of a demonstration, and what it refuses."""

import datetime as dt
import itertools

import pytest

from zazemi.accounts.models import User
from zazemi.accounts.services import create_first_administrator
from zazemi.demo import loader
from zazemi.demo.checks import mixed_places
from zazemi.demo.choices import DemoContent
from zazemi.demo.errors import DatabaseInUseError, NoWorkbookError, OtherContentError, OutsideDemoError
from zazemi.demo.models import DemoMark
from zazemi.indicators.selectors import class_counts
from zazemi.intake.models import ImportRun
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor, Role
from zazemi.network.models import Capacity
from zazemi.network.selectors import capacities_fte, has_register
from zazemi.planning.models import Plan
from zazemi.territory import selectors as territory
from zazemi.territory.models import Population, Region

pytestmark = pytest.mark.django_db
MACHINE = Actor.for_machine("demo")


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def loaded(demo):
    steps = []
    loader.load_demo(by=MACHINE, on_progress=lambda share, word: steps.append((share, word)))
    return steps


def test_the_demo_holds_four_regions_people_of_every_role_and_one_ordered_plan(loaded):
    names = [region.name for region in territory.regions()]
    assert names == ["Jezerský kraj", "Podhorský kraj", "Rovinský kraj", "Zálesský kraj"]
    assert all(region.is_fictional for region in territory.regions())
    assert class_counts("CZ0X1") == (118, 61, 17, 19)
    assert has_register("CZ0X1")
    assert not has_register("CZ0X2")
    assert len(capacities_fte("CZ0X1").rows) == 40
    shares = [share for share, _ in loaded]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert set(ImportRun.objects.values_list("source", flat=True)) == {"smyšlená data ukázky Zázemí"}

    roles = {role for user in User.objects.all() for role in user.mandates.values_list("role", flat=True)}
    assert roles == set(Role)
    listed = loader.demo_accounts()
    assert len(listed) == 9
    assert all(one["email"].endswith("@ukazka.example") and one["password"] for one in listed)

    plan = Plan.objects.get()
    assert (plan.scenario.region_id, plan.scenario.budget_czk) == ("CZ0X1", 35_000_000)
    assert plan.is_open  # nothing is prepared beforehand


def test_loading_again_changes_nothing_continues_what_was_stopped_and_mixes_nothing(
    loaded, settings, tmp_path
):
    runs = ImportRun.objects.count()
    steps = []
    loader.load_demo(by=MACHINE, on_progress=lambda share, word: steps.append(share))
    assert steps == []

    DemoMark.objects.update(finished_at=None)
    loader.load_demo(by=MACHINE)
    assert DemoMark.objects.get().finished_at is not None
    assert (User.objects.count(), Plan.objects.count()) == (9, 1)
    assert ImportRun.objects.count() > runs

    (tmp_path / "index_socialniho_vylouceni_2023.xlsx").touch()
    with pytest.raises(OtherContentError) as caught:
        loader.load_real(tmp_path, by=MACHINE)
    assert "ZAZEMI_HOME" in str(caught.value)

    assert not list(mixed_places())
    settings.DEMO = False
    assert len(list(mixed_places())) == 1
    DemoMark.objects.all().delete()
    Region.objects.create(code="CZ051", name="Liberecký kraj", name_folded="liberecky kraj", name_sort="1")
    assert len(list(mixed_places())) == 2


def test_days_are_counted_from_the_day_of_loading(demo):
    moments = (dt.datetime(2031, 5, 6, 8, 0, second, tzinfo=dt.UTC) for second in itertools.count())
    with clock.frozen(next(moments)):
        loader.load_demo(by=MACHINE)
    newest = Population.objects.order_by("-counted_on").first()
    assert newest.counted_on == dt.date(2031, 1, 1)
    assert Capacity.objects.order_by("-valid_from").first().valid_from < dt.date(2031, 5, 6)
    ends = Capacity.objects.filter(valid_to__isnull=False)
    assert ends.exists()
    assert not ends.filter(valid_to__lt=dt.date(2031, 5, 6)).exists()


def test_a_database_in_use_is_refused(demo):
    create_first_administrator(
        email="a@b.example", name="Správce", password="velmi-dlouhe-heslo-1", by=Actor.for_machine("console")
    )
    with pytest.raises(DatabaseInUseError):
        loader.load_demo(by=MACHINE)
    assert not Region.objects.exists()


def test_a_folder_without_the_workbook_is_refused(demo, tmp_path):
    with pytest.raises(NoWorkbookError):
        loader.load_real(tmp_path, by=MACHINE)
    assert not DemoMark.objects.exists()


def test_outside_a_demonstration_nothing_is_loaded(settings):
    settings.DEMO = False
    with pytest.raises(OutsideDemoError):
        loader.load_demo(by=MACHINE)


@pytest.mark.slow
@pytest.mark.real_data
def test_the_real_country_is_loaded_without_a_register(demo, real_data):
    loader.load_real(real_data, by=MACHINE)
    assert DemoMark.objects.get().content == DemoContent.OFFICIAL
    assert class_counts("CZ051") == (118, 61, 17, 19)
    assert not has_register("CZ051")
    names = {account["name"] for account in loader.demo_accounts()}
    assert "Jana Malá" not in names
