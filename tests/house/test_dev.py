"""The set-up speaks in sentences when the machine is not ready."""

import builtins
import importlib.util
import shutil
import sys
from typing import NamedTuple

import pytest
from tests.house.reading import ROOT


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def dev():
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_is_named_with_the_way_out(dev, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    with pytest.raises(dev.SetupError, match=r"Python 3\.11"):
        dev.check_machine()


def test_a_missing_venv_module_names_the_package(dev, monkeypatch):
    real_import = builtins.__import__

    def without_ensurepip(name, *rest, **options):
        if name == "ensurepip":
            raise ImportError(name)
        return real_import(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without_ensurepip)
    with pytest.raises(dev.SetupError, match="sudo apt install python3-venv"):
        dev.check_machine()


def test_a_full_disk_is_said_before_anything_is_made(dev, monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9, 5 * 2**20))
    monkeypatch.setattr(dev, "VENV", tmp_path / "none")
    with pytest.raises(dev.SetupError, match="5 MB"):
        dev.check_machine()


def test_an_unknown_target_is_misuse(dev, capsys):
    assert dev.main(["nonsense"]) == 2
    assert "dev.py demo" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("target", "marks"),
    [
        ("test", ["not faults and not slow", "db and not faults and not slow"]),
        ("test-all", ["", "not e2e"]),
    ],
)
def test_the_daily_tests_leave_out_what_is_slow_and_test_all_leaves_out_nothing(
    dev, monkeypatch, target, marks
):
    commands = []
    monkeypatch.setattr(dev, "set_up", lambda _which: None)
    monkeypatch.setattr(dev, "postgres_url", lambda: "postgres://here")
    monkeypatch.setattr(dev, "run", lambda *command, env=None: commands.append(command) or 0)
    assert dev.main([target]) == 0
    assert [command[command.index("-m", 3) + 1] for command in commands] == marks


def test_lock_files_carry_hashes_and_no_host():
    for name in ("core", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "http" not in text
        assert "--index" not in text


def test_every_dependency_carries_its_reason():
    for name in ("core", "dev"):
        lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
        asked = [line for line in lines if line.strip() and not line.startswith(("#", "-r"))]
        assert [line for line in asked if "#" not in line] == []
