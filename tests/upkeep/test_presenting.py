"""How values of versions are written on the page History."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import models

from zazemi.kernel import clock
from zazemi.upkeep.presenters import _text

CHOICES = models.CharField(choices=[("a", "První"), ("b", "Druhý")])
PLAIN = models.TextField()


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (PLAIN, None, "–"),
        (PLAIN, "", "–"),
        (CHOICES, "b", "Druhý"),
        (CHOICES, "dávno zrušený", "dávno zrušený"),
        (PLAIN, True, "ano"),
        (PLAIN, False, "ne"),
        (PLAIN, dt.date(2026, 11, 24), "24. 11. 2026"),
        (PLAIN, dt.datetime(2026, 11, 24, 14, 31, tzinfo=clock.PRAGUE), "24. 11. 2026 v 14.31"),
        (PLAIN, Decimal("1234.50"), "1 234,5"),
        (PLAIN, Decimal("1E+3"), "1 000"),
        (PLAIN, 0.25, "0,25"),
        (PLAIN, b"abc", "3 bajtů"),
        (PLAIN, {"obec": "Žďár"}, '{"obec": "Žďár"}'),
        (PLAIN, "x" * 3000, "x" * 2000 + "…"),
    ],
)
def test_a_value_is_written_for_people(field, value, text):
    assert _text(field, value).replace("\xa0", " ") == text
