"""Named models of need that people write: coefficients, each with its origin.

Units:   as in ``measures.need``; every coefficient says its own.
Source:  every coefficient says whether it is an assumption or sourced, and where from.
"""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned

CODE_LENGTH = 40


class NeedModelRecord(Versioned):
    """A model of need; once it has been in force it is not changed any more, only copied.

    ``coefficients`` maps names such as ``intensity_at_zero`` or
    ``field_programme.per_foreclosure`` to ``value``, ``basis`` and ``source``.
    """

    code = models.CharField(
        _("mark of the model"),
        max_length=CODE_LENGTH,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9.-]+$",
                _("Write small letters, digits, dots and hyphens, for example kraj-2027."),
            )
        ],
        error_messages={"unique": _("A model with this mark already exists. Choose another mark.")},
    )
    name = models.CharField(_("name of the model"), max_length=120)
    dated = models.DateField(_("day of the model"))
    note = models.TextField(_("what it is for"), max_length=1000, blank=True)
    coefficients = models.JSONField(_("coefficients"))

    class Meta:
        verbose_name = _("model of need")
        ordering = ("-dated", "code")

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @staticmethod
    def parts_of(row: Any) -> dict[str, str]:  # noqa: ANN401 - a model or one of its versions
        """Return the coefficients one by one, as the form names them."""
        return {
            coefficient_part(name, what): str(value)
            for name, stored in row.coefficients.items()
            for what, value in stored.items()
        }


def coefficient_part(name: str, what: str) -> str:
    """Name one part of a coefficient, such as ``value__field_programme__per_foreclosure``."""
    return f"{what}__{name.replace('.', '__')}"
