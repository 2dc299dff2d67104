"""The console: help with an example each, misuse answered by a sentence, JSON that machines can read."""

import json
import os
import socket
import subprocess
import sys

import pytest

from zazemi.cli.command import Exit
from zazemi.cli.main import main
from zazemi.cli.serving import PortTakenError, free_port

COMMANDS = (
    "init demo serve worker intake data index gaps plan bench doctor backup restore".split()  # noqa: SIM905 - reads as the issue
)


def spoken(capsys):
    """What was said, as one line: rich and argparse wrap where they like."""
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command, capsys):
    if command == "demo":
        pytest.skip(
            "skipped here: the demo sets its flag before settings; tried below in a process of its own"
        )
    assert main([command, "--help"]) == Exit.GOOD
    said = spoken(capsys)
    assert f"Například: zazemi {command}" in said


def test_english_is_spoken_when_asked_for(capsys):
    assert main(["doctor", "--lang", "en", "--help"]) == Exit.GOOD
    assert "For example: zazemi doctor" in spoken(capsys)


def test_misuse_is_answered_by_a_sentence_and_an_example(capsys):
    assert main(["plan"]) == Exit.MISUSE
    said = spoken(capsys)
    assert "Tomuto příkazu nerozumím" in said
    assert "Například: zazemi plan --region CZ051" in said


def test_no_command_at_all_shows_the_list(capsys):
    assert main([]) == Exit.GOOD
    said = spoken(capsys)
    assert all(command in said for command in COMMANDS)


@pytest.mark.django_db
def test_an_unknown_region_is_a_finding_with_a_sentence(capsys):
    assert main(["gaps", "--region", "CZ999"]) == Exit.FINDING
    assert "CZ999" in spoken(capsys)


def test_a_workbook_that_is_none_is_a_finding(tmp_path, capsys):
    file = tmp_path / "sesit.xlsx"
    file.write_bytes(b"to neni sesit")
    assert main(["index", "check", str(file)]) == Exit.FINDING
    assert "sesit.xlsx" in spoken(capsys)


def test_a_taken_port_gives_way_to_the_next():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port(port) < port + 20


def test_no_free_port_at_all_is_said(monkeypatch):
    monkeypatch.setattr("zazemi.cli.serving.PORTS_TRIED", 0)
    with pytest.raises(PortTakenError):
        free_port(8000)


def test_the_original_workbook_is_checked_without_a_database(real_data, tmp_path):
    """The acceptance of the index: at least 6,253 of 6,258 equal, all 1,368 with an own school."""
    workbook = real_data / "index_socialniho_vylouceni_2023.xlsx"
    words = [sys.executable, "-m", "zazemi", "index", "check", str(workbook), "--json"]
    home = tmp_path / "home"
    environment = {
        **os.environ,
        "ZAZEMI_HOME": str(home),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120, check=False)
    answer = json.loads(done.stdout)
    assert answer["total"] == 6258
    assert answer["equal"] >= 6253
    assert answer["own_school"] == {"total": 1368, "equal": 1368}
    assert len(answer["differences"]) == answer["total"] - answer["equal"]
    assert done.returncode == (Exit.GOOD if answer["equal"] == answer["total"] else Exit.FINDING)


def test_the_demo_explains_itself_too(tmp_path):
    words = [sys.executable, "-m", "zazemi", "demo", "--help"]
    done = subprocess.run(
        words, env={**os.environ, "ZAZEMI_HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == Exit.GOOD
    assert "Například: zazemi demo" in " ".join(done.stdout.split())
