"""``demo``, ``serve`` and ``worker``: the site, its worker, and the demo around them."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zazemi.cli.command import Command, Exit
from zazemi.cli.database import prepare_database
from zazemi.cli.output import Output
from zazemi.demo import loader
from zazemi.jobs import supervisor, worker
from zazemi.kernel.actor import Actor
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

DEFAULT_PORT = 8000
PORTS_TRIED = 20
WEB_PROCESSES = 2
WEB_THREADS = 4
LOOPBACK = "127.0.0.1"


class PortTakenError(ZazemiError):
    """No free port was found near the asked one."""

    message = N_("Ports %(first)s to %(last)s are all taken.")
    way_out = N_("Choose another with --port.")


def free_port(first: int, address: str = LOOPBACK) -> int:
    """Return the first port from ``first`` on which nobody listens."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    raise PortTakenError(params={"first": first, "last": first + PORTS_TRIED - 1})


def _demo(asked: argparse.Namespace, output: Output) -> Exit:
    prepare_database()
    by = Actor.for_machine("demo")
    settings.PUBLIC_ADDRESS = f"http://{LOOPBACK}:{free_port(asked.port)}"  # links in letters of the demo
    with output.progress(_("Preparing the demo")) as report:
        if asked.data:
            loader.load_real(Path(asked.data), by=by, on_progress=report)
        else:
            loader.load_demo(by=by, on_progress=report)
    output.result({"prepared": True, "home": str(settings.HOME), "accounts": loader.demo_accounts()})
    if asked.no_serve:
        output.say(_("The demo is prepared in %(home)s.") % {"home": settings.HOME})
        return Exit.GOOD
    rows = [(account["email"], account["password"], account["role"]) for account in loader.demo_accounts()]
    output.table([_("Sign-in"), _("Password"), _("Who it is")], rows)
    return _serve_on(output, port=asked.port, address=LOOPBACK, with_worker=True)


def _serve(asked: argparse.Namespace, output: Output) -> Exit:
    prepare_database()
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", verbosity=0, interactive=False)
    if not settings.SECURE_SSL_REDIRECT:
        output.say(
            _(
                "The site is for this computer only, without HTTPS. For others, set ZAZEMI_HOSTS and a proxy "
                "with HTTPS (ZAZEMI_BEHIND_PROXY=1)."
            )
        )
    elif settings.SECURE_PROXY_SSL_HEADER is None:
        output.say(
            _(
                "Every page will ask for HTTPS, which this server does not speak: put a proxy with HTTPS "
                "before it and set ZAZEMI_BEHIND_PROXY=1."
            )
        )
    return _serve_on(output, port=asked.port, address=asked.address, with_worker=asked.with_worker)


def _serve_on(output: Output, *, port: int, address: str, with_worker: bool) -> Exit:
    chosen = free_port(port, address)
    if chosen != port:
        output.say(_("Port %(port)s is taken, using %(chosen)s.") % {"port": port, "chosen": chosen})
    output.say(
        _("Open http://%(address)s:%(port)s  (stop with Ctrl+C)") % {"address": address, "port": chosen}
    )
    environment = {"ZAZEMI_ADDRESS": f"http://{address}:{chosen}", **os.environ}
    with supervisor.Supervisor(environment=environment) if with_worker else nullcontext():
        web = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "zazemi.config.wsgi:application"),
                *(
                    "--bind",
                    f"{address}:{chosen}",
                    "--workers",
                    str(WEB_PROCESSES),
                    "--threads",
                    str(WEB_THREADS),
                ),
                *("--worker-class", "gthread", "--timeout", "60", "--graceful-timeout", "5"),
                *("--log-level", "warning", "--no-control-socket"),
            ],
            env=environment,
        )

        def stop(_signal: int, _frame: FrameType | None) -> None:
            web.terminate()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        code = web.wait()
    return Exit.GOOD if code in (0, -signal.SIGTERM, -signal.SIGINT) else Exit.FINDING


def _worker(asked: argparse.Namespace, output: Output) -> Exit:
    output.say(_("The worker is waiting for work (stop with Ctrl+C)."))
    worker.run_worker(is_batch=asked.until_empty)
    return Exit.GOOD


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", default="", metavar="DIR", help=_("folder with the official data of the real region")
    )
    parser.add_argument("--no-serve", action="store_true", help=_("prepare and leave"))
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=_("first port to try"))


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=_("first port to try"))
    parser.add_argument("--address", default=LOOPBACK, help=_("address to listen on"))
    parser.add_argument("--with-worker", action="store_true", help=_("keep a worker beside the web server"))


def _worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--until-empty", action="store_true", help=_("leave when nothing waits"))


COMMANDS = (
    Command(
        name="demo",
        help=gettext_lazy("Prepare the demo and serve it on this computer."),
        example="zazemi demo --data ../data --no-serve",
        configure=_demo_arguments,
        run=_demo,
    ),
    Command(
        name="serve",
        help=gettext_lazy("Serve the site."),
        example="zazemi serve --with-worker --port 8000",
        configure=_serve_arguments,
        run=_serve,
    ),
    Command(
        name="worker",
        help=gettext_lazy("Do the work that waits in the queue."),
        example="zazemi worker",
        configure=_worker_arguments,
        run=_worker,
    ),
)
