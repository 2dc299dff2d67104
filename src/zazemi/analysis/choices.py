"""Words of the problem analysis that people choose from or read; the letters stand in addresses."""

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zazemi.measures.gaps import Verdict
from zazemi.network.choices import KIND_LABELS
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

KINDS = PREVENTION_NETWORK

KIND_SLUGS: dict[str, ServiceKind] = {
    "teren": ServiceKind.FIELD_PROGRAMME,
    "nzdm": ServiceKind.LOW_THRESHOLD_CLUB,
    "rodiny": ServiceKind.FAMILY_ACTIVATION,
}
SLUG_OF_KIND = {kind: slug for slug, kind in KIND_SLUGS.items()}

KIND_SHORT: dict[ServiceKind, str | Promise] = {
    ServiceKind.FIELD_PROGRAMME: pgettext_lazy("kind of service", "Field"),
    ServiceKind.LOW_THRESHOLD_CLUB: pgettext_lazy("kind of service", "Clubs"),
    ServiceKind.FAMILY_ACTIVATION: pgettext_lazy("kind of service", "Families"),
}

VERDICT_SLUGS: dict[str, Verdict] = {
    "chybi": Verdict.MISSING,
    "nestaci": Verdict.INSUFFICIENT,
    "staci": Verdict.SUFFICIENT,
    "neni-treba": Verdict.NOT_NEEDED,
    "neznamo": Verdict.UNKNOWN,
}

WORST_FIRST = (
    Verdict.MISSING,
    Verdict.INSUFFICIENT,
    Verdict.UNKNOWN,
    Verdict.SUFFICIENT,
    Verdict.NOT_NEEDED,
)
"""What a municipality is shown as when all kinds are looked at together."""


def kind_name(kind: ServiceKind) -> str:
    """The full name of a kind, as a heading."""
    return str(capfirst(str(KIND_LABELS[kind])))


class Basis(models.TextChoices):
    """Where the numbers of the settings come from."""

    ASSUMPTION = "assumption", _("assumption")
    SOURCED = "sourced", _("sourced")


KIND_CHOICES = [(kind.value, KIND_LABELS[kind]) for kind in KINDS]


class NeedEffect(models.TextChoices):
    """What a stated need does with the computed one."""

    COMPLEMENTS = "complements", _("is added to the computed need")
    OVERRIDES = "overrides", _("replaces the computed need")


class NeedUnit(models.TextChoices):
    """In what people say how much is needed."""

    FTE = "fte", _("FTE of direct work")
    PEOPLE = "people", _("people")
    NEEDED = "needed", _("just needed, without a number")


class NeedOrigin(models.TextChoices):
    """How the statement came about."""

    ROUND_TABLE = "round_table", _("round table")
    ORP = "orp", _("suggestion of an ORP")
    REFUSED = "refused", _("refused applicants")
    SURVEY = "survey", _("survey")
    OTHER = "other", _("other")


class ReasonGroup(models.TextChoices):
    """Why the need is not met, as people filter by it; one gap may have several."""

    NOWHERE = "nikde", _("no service anywhere near")
    OUT_OF_REACH = "daleko", _("out of reach")
    FULL = "plno", _("full")
    OTHER_GROUP = "jina-skupina", _("for another target group")
    FUNDING_ENDS = "konci-penize", _("funding ends")
    UNKNOWN = "neznamo", _("not known")
