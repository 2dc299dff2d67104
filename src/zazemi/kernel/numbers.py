"""Reference numbers without gaps: one locked counter per kind and year.

The number and the paper that bears it are written in one step, so a failed paper gives its number back.
A cancelled paper keeps its number.
"""

import re

from django.db import models, transaction

from zazemi.kernel.steps import require_step

KIND = re.compile(r"[A-Z]{2,5}")
FORMAT = "{kind}-{year}-{number:03d}"


class Counter(models.Model):
    """The last number given to a kind of paper in a year of filing."""

    kind = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="kernel_counter_one_per_year")]

    def __str__(self) -> str:
        return FORMAT.format(kind=self.kind, year=self.year, number=self.last)


def next_reference(kind: str, *, year: int) -> str:
    """Return the next number of the kind in the year, such as ``PLN-2026-003``.

    Raises:
        OutsideStepError: outside a step the number could be lost and leave a gap.
        ValueError: the kind is not two to five capital letters.
    """
    require_step(f"{kind}-{year}")
    if not KIND.fullmatch(kind):
        raise ValueError(kind)
    with transaction.atomic():
        Counter.objects.get_or_create(kind=kind, year=year)
    counter = Counter.objects.select_for_update().get(kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return str(counter)
