"""What must always hold among parties: one chair at a time, nobody sits twice, nothing leads to a pointer."""

from collections.abc import Iterator
from itertools import combinations, groupby

from zazemi.kernel.checks import Finding, add_check
from zazemi.kernel.references import counts_of, foreign_keys_to
from zazemi.parties.choices import SINGLE_ROLES
from zazemi.parties.models import Organisation, Person, Seat
from zazemi.values.text import N_


def seats_apart() -> Iterator[Finding]:
    """Find people who sit in a body twice on one day, and bodies with two chairs or secretaries."""
    seats = Seat.objects.select_related("person", "body").order_by("body_id", "pk")
    for _body_id, group in groupby(seats, key=lambda seat: seat.body_id):
        for one, other in combinations(group, 2):
            if not one.overlaps(other.valid_from, other.valid_to):
                continue
            params = {"body": str(one.body)}
            where = f"{one.pk}, {other.pk}"
            if one.person_id == other.person_id:
                message = N_("In the body “%(body)s” one person has two seats on the same days.")
                yield Finding(message=message, where=where, params=params)
            if one.role == other.role and one.role in SINGLE_ROLES:
                message = N_("The body “%(body)s” has two chairs or two secretaries on the same days.")
                yield Finding(message=message, where=where, params=params)


def pointers_bare() -> Iterator[Finding]:
    """Find records that still lead to a merged organisation or person."""
    for model in (Organisation, Person):
        pointers = list(model.objects.filter(merged_into__isnull=False).values_list("pk", flat=True))
        for key in foreign_keys_to(model):
            for pk, n in counts_of(key, pointers).items():
                yield Finding(
                    message=N_("%(n)s records still lead to a merged record."),
                    where=f"{key.model._meta.label_lower}.{key.name} → {pk}",  # noqa: SLF001 - Django's documented _meta
                    params={"n": n},
                )


add_check("parties.seats", N_("Nobody sits twice, and a body has one chair"), seats_apart)
add_check("parties.pointers", N_("Nothing leads to a merged record"), pointers_bare)
