"""``init``, ``doctor``, ``backup`` and ``restore``: the care of one installation."""

import argparse
import getpass
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zazemi.accounts import services as accounts
from zazemi.cli.command import Command, Exit
from zazemi.cli.database import prepare_database
from zazemi.cli.output import Output
from zazemi.kernel.actor import Actor
from zazemi.upkeep import services as upkeep


def _init(asked: argparse.Namespace, output: Output) -> Exit:
    prepare_database()
    password = _read_password()
    try:
        user = accounts.create_first_administrator(
            email=asked.email, name=asked.name, password=password, by=Actor.for_machine("console")
        )
    except ValidationError as error:
        for sentence in error.messages:
            output.complain(sentence)
        return Exit.FINDING
    output.result({"administrator": user.email, "home": str(settings.HOME)})
    output.say(
        _("The installation in %(home)s is ready; %(email)s may sign in and invite others.")
        % {"home": settings.HOME, "email": user.email}
    )
    return Exit.GOOD


def _read_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass(_("Password of the first administrator (at least 12 characters): "))


def _doctor(_asked: argparse.Namespace, output: Output) -> Exit:
    report = upkeep.examine()
    output.result(report.as_json())
    output.table([_("Check"), _("Result")], [(line.title, line.sentence) for line in report.lines])
    return Exit.GOOD if report.is_good else Exit.FINDING


def _backup(asked: argparse.Namespace, output: Output) -> Exit:
    manifest = upkeep.backup(to=Path(asked.folder))
    output.result(manifest.as_json())
    output.say(_("The backup is in %(folder)s.") % {"folder": asked.folder})
    return Exit.GOOD


def _restore(asked: argparse.Namespace, output: Output) -> Exit:
    report = upkeep.restore(source=Path(asked.folder))
    output.result(report.as_json())
    output.table([_("Check"), _("Result")], [(line.title, line.sentence) for line in report.lines])
    return Exit.GOOD if report.is_good else Exit.FINDING


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help=_("sign-in of the first administrator"))
    parser.add_argument("--name", required=True, help=_("name of the first administrator"))


def _folder_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help=_("folder of the backup"))


COMMANDS = (
    Command(
        name="init",
        help=gettext_lazy(
            "Prepare an empty installation and its first administrator; the password is asked for."
        ),
        example='zazemi init --email spravce@kraj.example --name "Jana Nová"',
        configure=_init_arguments,
        run=_init,
    ),
    Command(
        name="doctor",
        help=gettext_lazy("Check that nothing is lost, torn or out of sum."),
        example="zazemi doctor --json",
        run=_doctor,
    ),
    Command(
        name="backup",
        help=gettext_lazy("Back up database and files through the database's own interface."),
        example="zazemi backup /backups/2026-11-24",
        configure=_folder_argument,
        run=_backup,
    ),
    Command(
        name="restore",
        help=gettext_lazy("Restore a backup into an empty installation and check it."),
        example="zazemi restore /backups/2026-11-24",
        configure=_folder_argument,
        run=_restore,
    ),
)
