"""Each broken or hostile file is one sentence, nothing is written, and we live on."""

import os
import signal

import pytest
from django.utils import translation
from tests.intake.hostile import FILES, GOOD_CSV, ROWS

from zazemi.intake import reading
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.selectors import refusals_of
from zazemi.kernel.sentences import sentence_of

CZECH = set("ěščřžýáíéúůťďňĚŠČŘŽ")


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_one_czech_sentence_and_nothing_is_written(name, try_out, nothing_written):
    file_name, content = FILES[name]
    with pytest.raises(UnreadableFileError) as caught:
        try_out(content, file_name)
    with translation.override("cs"):
        said = sentence_of(caught.value)
    assert CZECH & set(said), said
    assert said.endswith((".", "“."))
    assert nothing_written()


@pytest.mark.parametrize("name", ROWS)
def test_a_hostile_number_refuses_its_row(name, try_out, shelf):
    value, header = ROWS[name]
    run = try_out(f"Kód;Název;Množství\n007;Alfa;{value}\n008;Beta;1\n")
    assert [(one.row, one.header, one.cell) for one in refusals_of(run)] == [(2, header, value)]
    assert shelf.rows == {}


@pytest.mark.parametrize(
    ("limit", "content"),
    [({"memory_bytes": 60 * 1024 * 1024}, GOOD_CSV * 200_000), ({"cpu_seconds": 1}, GOOD_CSV * 400_000)],
)
def test_a_child_that_wants_too_much_is_stopped_and_says_so(limit, content, try_out, nothing_written):
    from zazemi.intake.table import Limits

    limits = Limits(**{"rows": 10**7, "cells": 10**8, "characters": 10**9} | limit)
    with pytest.raises(UnreadableFileError, match="was stopped"):
        try_out(content[: 19 * 1024 * 1024], limits=limits)
    assert nothing_written()


def test_a_killed_child_is_told_honestly(try_out, nothing_written, monkeypatch):
    real = reading._listen

    def kill(child, order, said):
        child.send_signal(signal.SIGKILL)
        return real(child, order, said)

    monkeypatch.setattr(reading, "_listen", kill)
    with pytest.raises(UnreadableFileError, match="was stopped"):
        try_out(GOOD_CSV)
    assert nothing_written()
    assert os.getpid()


def test_the_child_gets_no_secrets(monkeypatch):
    monkeypatch.setenv("ZAZEMI_SECRET_KEY", "tajne")
    monkeypatch.setenv("DATABASE_URL", "postgres://x")
    assert set(reading._environment()) == {
        "PYTHONPATH",
        "PATH",
        "PYTHONUTF8",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
    }
