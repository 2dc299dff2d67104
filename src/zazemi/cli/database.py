"""The database as every start needs it: all migrations, and the code lists that rooms declare."""

from django.core.management import call_command

from zazemi.codelists.services import seed_lists
from zazemi.kernel.actor import Actor


def prepare_database() -> None:
    """Bring the tables up to date and put missing code lists in place; what people changed stays."""
    call_command("migrate", verbosity=0, interactive=False)
    seed_lists(by=Actor.for_machine("console"))
