#!/usr/bin/env python3
"""Everything a developer or a curious person needs, with nothing but Python >= 3.11.

    python3 dev.py demo [--data DIR] [--no-serve] [--port N]   set up, load demo data, serve
    python3 dev.py test [pytest arguments]                     set up, run the daily tests
    python3 dev.py test-all                                    also faults, slow ones, all on PostgreSQL
    python3 dev.py check                                       lint, types, staircase, house rules
    python3 dev.py lock                                        renew the locked dependencies
    python3 dev.py audit                                       known vulnerabilities, licences

``make demo`` is the same as ``python3 dev.py demo``. Only the standard library is used here.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LEAST_PYTHON = (3, 11)
LEAST_FREE_MB = 900
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


class SetupError(Exception):
    """Something a person has to mend first; the text says what and how."""


def say(text: str) -> None:
    """Speak one line, at once."""
    print(text, flush=True)


def check_machine() -> None:
    """Refuse a machine on which the set-up cannot succeed, with the way out."""
    if sys.version_info < LEAST_PYTHON:
        raise SetupError(
            f"Zázemí potřebuje Python 3.11 nebo novější, tady je {sys.version.split()[0]}.\n"
            "Na Debianu 12 a Ubuntu 24.04 stačí: sudo apt install python3 python3-venv"
        )
    try:
        import ensurepip  # noqa: F401 - its absence is what Debian calls a missing python3-venv
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            "Pythonu chybí modul venv. Doinstalujte ho a spusťte příkaz znovu:\n"
            f"    sudo apt install python3-venv        (nebo python{version}-venv)"
        ) from None
    free_mb = shutil.disk_usage(ROOT).free // 2**20
    if not VENV.exists() and free_mb < LEAST_FREE_MB:
        raise SetupError(
            f"Na disku zbývá {free_mb} MB, příprava potřebuje {LEAST_FREE_MB} MB. "
            f"Uvolněte místo ve složce {ROOT} a spusťte příkaz znovu."
        )


def digest_of(*files: Path) -> str:
    """Return one sha256 over the named files and this Python."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def up_to_date(stamp: Path, digest: str) -> bool:
    """Whether the stamp says that this very state is already installed."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest


def run(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command in the project's folder and return its exit code."""
    words = [str(word) for word in command]
    if not quiet:
        say("$ " + " ".join(word.removeprefix(str(ROOT) + "/") for word in words))
    return subprocess.call(words, cwd=ROOT, env={**os.environ, **(env or {})})


def must(*command: str | Path, sentence: str) -> None:
    """Run a quiet command; when it fails, say the sentence and the command's own last words."""
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise SetupError(f"{sentence}\n{tail}")


def set_up(which: str) -> None:
    """Make ``.venv`` hold exactly the locked packages of ``core`` or ``dev``, and ourselves."""
    check_machine()
    if not (BIN / "python").exists():
        say("Připravuji prostředí v .venv ...")
        shutil.rmtree(VENV, ignore_errors=True)
        must(sys.executable, "-m", "venv", VENV, sentence="Prostředí .venv se nepodařilo vytvořit.")
    _install(which)
    catalogues = sorted((ROOT / "src").rglob("*.po"))
    stamp = VENV / ".stamp-messages"
    digest = digest_of(ROOT / "tools" / "messages.py", *catalogues)
    if not up_to_date(stamp, digest) or not all(file.with_suffix(".mo").exists() for file in catalogues):
        must(
            BIN / "python",
            ROOT / "tools" / "messages.py",
            "--compile",
            sentence="Překlady se nepodařilo sestavit.",
        )
        stamp.write_text(digest, encoding="ascii")


def _install(which: str) -> None:
    lock = ROOT / "requirements" / f"{which}.txt"
    stamp = VENV / f".stamp-{which}"
    digest = digest_of(lock, ROOT / "pyproject.toml", ROOT / "hatch_build.py")
    if up_to_date(stamp, digest):
        return
    say("Instaluji zamčené balíčky (poprvé asi půl minuty, stahuje se kolem 120 MB) ...")
    pip = [BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    must(
        *pip, "--no-compile", "--no-deps", "--require-hashes", "-r", lock,  # whole: nothing to resolve
        sentence="Balíčky se nepodařilo stáhnout. Zkontrolujte připojení a spusťte příkaz znovu.",
    )  # fmt: skip
    must(
        *pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT,
        sentence="Vlastní balíček zazemi se nepodařilo nainstalovat.",
    )  # fmt: skip
    for other in VENV.glob(".stamp-*"):
        other.unlink()
    stamp.write_text(digest, encoding="ascii")
    if which == "dev":  # whoever has the tools has the core too
        core = digest_of(ROOT / "requirements" / "core.txt", ROOT / "pyproject.toml", ROOT / "hatch_build.py")
        (VENV / ".stamp-core").write_text(core, encoding="ascii")


def demo(arguments: list[str]) -> int:
    """Set up and hand over to ``zazemi demo``."""
    parser = argparse.ArgumentParser(prog="dev.py demo")
    parser.add_argument("--data", default="")
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--port", default="")
    asked = parser.parse_args(arguments)
    set_up("core")
    home = ROOT / "var" / ("demo-skutecna" if asked.data else "demo")
    command: list[str | Path] = [BIN / "zazemi", "demo"]
    command += ["--data", str(Path(asked.data).resolve())] if asked.data else []
    command += ["--no-serve"] if asked.no_serve else []
    command += ["--port", asked.port] if asked.port else []
    return run(*command, env={"ZAZEMI_HOME": os.environ.get("ZAZEMI_HOME") or str(home)}, quiet=True)


def postgres_url() -> str:
    """Return the PostgreSQL server for tests: ``ZAZEMI_TEST_POSTGRES``, or a local one that lets us in."""
    asked = os.environ.get("ZAZEMI_TEST_POSTGRES", "")
    url = asked or f"postgres://{os.environ.get('USER') or 'root'}@127.0.0.1:5432/postgres"
    probe = (
        "import sys, psycopg; c = psycopg.connect(sys.argv[1], connect_timeout=3);"
        "q = 'select rolcreatedb or rolsuper from pg_roles where rolname = current_user';"
        "r = c.execute(q).fetchone();"
        "sys.exit(0 if r and r[0] else 1)"
    )
    found = (
        subprocess.run([str(BIN / "python"), "-c", probe, url], capture_output=True, check=False).returncode
        == 0
    )
    if asked and not found:
        raise SetupError(f"Server ZAZEMI_TEST_POSTGRES={asked} neodpovídá nebo nesmí zakládat databáze.")
    return url if found else ""


def announce_skips(postgres: str) -> None:
    """Name what is absent on this machine and what is therefore not tested."""
    if not postgres:
        say("PŘESKOČENO: PostgreSQL tu není (ZAZEMI_TEST_POSTGRES=postgres://...), zkouší se jen SQLite.")
    if not (os.environ.get("CHROMIUM") or any(shutil.which(name) for name in CHROMIUM_NAMES)):
        say("PŘESKOČENO: Chromium tu není (sudo apt install chromium), průchody prohlížečem se nezkoušejí.")
    data = Path(os.environ.get("ZAZEMI_DATA") or ROOT.parent / "shared" / "data")
    if not data.exists():
        say("PŘESKOČENO: složka s úředními daty tu není (ZAZEMI_DATA=složka), zkoušky na nich se nekonají.")


def run_tests(arguments: list[str], *, everything: bool = False) -> int:
    """Run the tests on SQLite, then those of the databases on PostgreSQL."""
    set_up("dev")
    postgres = postgres_url()
    announce_skips(postgres)
    marks = "" if everything else "not faults and not slow"  # an empty expression selects every test
    pytest: list[str | Path] = [BIN / "python", "-m", "pytest", "-q"]
    code = run(*pytest, "-n", "2", "--dist", "loadfile", "-m", marks, *arguments)
    if postgres and not arguments:
        on_postgres = "not e2e" if everything else "db and not faults and not slow"
        code = code or run(
            *pytest, "-n", "2", "--dist", "loadfile", "-m", on_postgres, env={"DATABASE_URL": postgres}
        )
    return code


def check() -> int:
    """Run all that can be said without running the product."""
    set_up("dev")
    python = BIN / "python"
    steps: list[list[str | Path]] = [
        [BIN / "ruff", "check", "--quiet"],
        [BIN / "ruff", "format", "--check", "--quiet"],
        [BIN / "lint-imports", "--no-cache"],
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/house", "-m", "not slow"],
        [python, "tools/messages.py", "--check"],
        [BIN / "djade", "--check", "--target-version", "5.2", *sorted((ROOT / "src").rglob("*.html"))],
        [BIN / "vulture"],
        [BIN / "deptry", "src", "--config", "tools/deptry.toml"],
        [BIN / "codespell", "src", "tests", "tools", "docs/adr", "README.en.md", "ARCHITECTURE.md"],
        [BIN / "mypy"],
    ]
    failed = [str(step[0 if step[0] != python else 1]) for step in steps if _step(step)]
    say("make check: v pořádku" if not failed else f"make check: neprošlo {', '.join(failed)}")
    return 1 if failed else 0


def _step(step: list[str | Path]) -> bool:
    shown = " ".join(Path(word).name if index == 0 else str(word) for index, word in enumerate(step[:4]))
    say(f"-- {shown}")
    return run(*step, quiet=True) != 0


def lock() -> int:
    """Renew the lock files: universal, with hashes, without any host."""
    set_up("dev")
    words = (
        "-q --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11"
    )
    code = 0
    for name in ("core", "dev"):
        files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        code = code or run(BIN / "uv", "pip", "compile", *words.split(), *files)
    return code


def audit() -> int:
    """Ask for known vulnerabilities of every locked package; fewer answers than packages is a failure too."""
    set_up("dev")
    return run(BIN / "python", ROOT / "tools" / "audit.py")


COMMANDS = {
    "demo": demo,
    "test": run_tests,
    "test-all": lambda arguments: run_tests(arguments, everything=True),
    "check": lambda _arguments: check(),
    "lock": lambda _arguments: lock(),
    "audit": lambda _arguments: audit(),
    "setup": lambda _arguments: set_up("dev") or 0,
}


def main(words: list[str]) -> int:
    """Run one command; a sentence instead of a trace when the machine is not ready."""
    if not words or words[0] not in COMMANDS:
        say(__doc__ or "")
        return 0 if words in ([], ["--help"], ["-h"]) else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
