"""Integrity checks of the demonstration: nothing invented in a real database, nothing real beside it."""

from collections.abc import Iterator

from zazemi.demo.models import DemoMark
from zazemi.kernel.checks import Finding, add_check
from zazemi.kernel.demo import is_demo
from zazemi.territory.models import Region
from zazemi.values.text import N_


def mixed_places() -> Iterator[Finding]:
    """Yield a finding when invented and real places are in one database, or a demo serves as a real one."""
    is_marked = DemoMark.objects.exists()
    fictional = Region.objects.filter(is_fictional=True).exists()
    if fictional and Region.objects.filter(is_fictional=False).exists():
        yield Finding(message=N_("Fictional and real regions are in one database."))
    if fictional and not is_marked:
        yield Finding(message=N_("There are fictional regions, but no mark of a demonstration."))
    if is_marked and not is_demo():
        yield Finding(
            message=N_("The database is marked as a demonstration, but runs as a real installation.")
        )


add_check("demo.apart", N_("Fictional and real places are kept apart"), mixed_places)
