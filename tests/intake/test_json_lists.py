"""Lists in JSON are read item by item: little memory, every item accounted for, nothing hostile passes."""

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from tests.intake.listed import ENDED, SECRET, rows_of

from zazemi.intake import reading, services, slot
from zazemi.intake.choices import RunState
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.reading import read_table
from zazemi.intake.selectors import notes_of
from zazemi.intake.table import STREAM_LIMITS, FileFormat, JsonItems
from zazemi.kernel.sentences import sentence_of

MEGABYTE = 1024 * 1024
LIST = JsonItems(root="polozky", flatten=rows_of)


def item(number, places=2, end=None):
    return {
        "id": number,
        "nazev": f"Služba {number}",
        "do": end,
        "mista": [{"c": c, "tajne": c == 2, "kolik": number + 0.5} for c in range(places)],
    }


def whole(*items, before="", after=""):
    return f'{{{before}"polozky":[{",".join(json.dumps(one) for one in items)}]{after}}}'.encode()


@pytest.fixture(autouse=True)
def _child_sees_the_tests(monkeypatch):
    plain = reading._environment()
    plain["PYTHONPATH"] += f":{Path(__file__).parents[2]}"
    monkeypatch.setattr(reading, "_environment", lambda: plain)


@pytest.fixture
def read(tmp_path):
    def read(content, name="seznam.json", **options):
        path = tmp_path / name
        path.write_bytes(content)
        options.setdefault("items", LIST)
        return read_table(path, formats=(FileFormat.JSON,), limits=STREAM_LIMITS, **options)

    return read


def test_an_item_gives_rows_or_a_reason_and_every_item_is_counted(read):
    table = read(whole(item(1), item(2, end="2025-12-31"), item(3, places=3), item(4, places=0)))
    assert table.format == FileFormat.JSON
    assert list(table.header) == ["Kód", "Název", "Množství"]
    assert table.rows == [
        ["1-0", "Služba 1", 1.5],
        ["1-1", "Služba 1", 1.5],
        ["3-0", "Služba 3", 3.5],
        ["3-1", "Služba 3", 3.5],
    ]
    assert (list(table.numbers), table.items_in) == ([1, 2, 3, 4], 4)
    assert table.dropped == {ENDED: 1, SECRET: 1}


def test_keys_around_the_list_and_nested_lists_do_not_confuse_it(read):
    before = '"polozka":{"polozky":[{"id":9}]},"verze":[1,[2,{"polozky":3}]],'
    table = read(whole(item(1), before=before, after=',"konec":{"a":[[]]}'))
    assert len(table.rows) == 2


def test_a_byte_order_mark_and_the_digest_of_the_file(read):
    import hashlib

    content = b"\xef\xbb\xbf" + whole(item(1))
    table = read(content)
    assert (len(table.rows), table.sha256) == (2, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("shape", ["[{0}]", '{{"vse":[{0}]}}', '{{"a":1,"vse":[{0}],"b":{{"c":[]}}}}'])
def test_a_small_list_needs_no_description(read, shape):
    one = '{"kód":"007","název":"Alfa","adresa":{"psc":46001,"obec":null},"weby":["a","b"]}'
    table = read(shape.format(one).encode(), items=JsonItems())
    assert list(table.header) == ["kód", "název", "adresa.psc", "adresa.obec", "weby"]
    assert table.rows == [["007", "Alfa", 46001, None, "a, b"]]


def test_rows_with_other_keys_stand_under_their_own_headers(read):
    table = read(b'[{"a":1},{"b":2,"a":3},{"c":4}]', items=JsonItems())
    assert list(table.header) == ["a", "b", "c"]
    assert table.rows == [[1], [3, 2], [None, None, 4]]


@pytest.mark.db
def test_an_importer_takes_a_list_as_it_takes_a_workbook(try_out, shelf, officer, monkeypatch):
    monkeypatch.setattr(shelf, "items", LIST, raising=False)
    monkeypatch.setattr(shelf, "formats", (FileFormat.JSON,))
    run = try_out(whole(item(1), item(2, end="2025-01-01")), "seznam.json")
    assert (run.state, run.rows_in, run.rows_new) == (RunState.CHECKED, 2, 2)
    with translation.override("cs"):
        assert notes_of(run) == [f"Vynecháno 1×: {ENDED}."]
    services.apply(run=run, by=officer)
    assert set(shelf.rows) == {"1-0", "1-1"}
    assert try_out(whole(item(1)), "seznam.json").state == RunState.UNCHANGED


GOOD = json.dumps(item(1))
HOSTILE = {
    "ends_in_the_middle": b'{"polozky":[' + GOOD.encode() + b',{"id":2,"na',
    "ends_before_the_last_bracket": whole(item(1))[:-1],
    "something_behind_the_end": whole(item(1)) + b"[]",
    "nan": whole(item(1)).replace(b"1.5", b"NaN"),
    "infinity": whole(item(1)).replace(b"1.5", b"-Infinity"),
    "number_of_five_thousand_digits": whole(item(1)).replace(b"1.5", b"9" * 5000),
    "number_beyond_all_limits": whole(item(1)).replace(b"1.5", b"1e99999999"),
    "key_twice_in_an_item": whole(item(1)).replace(b'"nazev"', b'"id":7,"nazev"'),
    "key_twice_around_the_list": whole(item(1), after=',"polozky":[]'),
    "key_twice_spelled_otherwise": whole(item(1)).replace(b'"nazev"', b'"i\\u0064":7,"nazev"'),
    "deep_inside_an_item": whole(item(1)).replace(b'"Slu\\u017eba 1"', b"[" * 200_000 + b"]" * 200_000),
    "deep_around_the_list": b'{"a":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    "text_of_two_million_signs": whole(item(1)).replace(b"Slu\\u017eba 1", b"x" * 2_000_000),
    "letters_that_are_not_utf_8": whole(item(1)).replace(b"Slu\\u017eba", b"Slu\xbeba"),
    "utf_16": whole(item(1)).decode().encode("utf-16"),
    "comment": whole(item(1)).replace(b"[", b"/* x */[", 1),
    "comma_too_much": whole(item(1)).replace(b"]}]", b"],}]"),
    "no_such_list": b'{"sluzby":[' + GOOD.encode() + b"]}",
    "list_that_is_an_object": b'{"polozky":{"a":' + GOOD.encode() + b"}}",
    "items_that_are_numbers": b'{"polozky":[1,2,3]}',
    "items_that_are_lists": b'{"polozky":[[1],[2]]}',
    "item_of_another_shape": b'{"polozky":[{"id":1,"do":null,"mista":[{}]}]}',
    "item_without_the_keys": b'{"polozky":[{}]}',
    "empty_list": b'{"polozky":[]}',
    "only_items_that_are_left_out": whole(item(1, end="2020-01-01")),
    "only_a_number": b"{}",
    "program": b"MZ" + whole(item(1)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_list_is_one_czech_sentence(read, name):
    with pytest.raises(UnreadableFileError) as caught:
        read(HOSTILE[name])
    assert "was stopped" not in str(caught.value), name
    with translation.override("cs"):
        said = sentence_of(caught.value)
    assert set("ěščřžýáíéúůťďňĚŠČŘŽ") & set(said), said
    assert caught.value.message != said


def test_what_is_missing_is_named_with_what_is_there(read):
    with pytest.raises(UnreadableFileError, match=r"no list “polozky”.*It has: sluzby"):
        read(HOSTILE["no_such_list"])


def test_an_import_says_which_endings_it_takes(try_out, shelf, nothing_written, monkeypatch):
    monkeypatch.setattr(shelf, "formats", (FileFormat.JSON,))
    with pytest.raises(UnreadableFileError, match=r"“\.csv”.*It takes: \.json"):
        try_out("Kód\n1\n")
    assert nothing_written()


def test_every_flattening_of_an_importer_runs_without_django():
    named = [
        reading._plain_items(one.items)["flatten"]
        for one in slot.importers()
        if one.items is not None and one.items.flatten is not None
    ]
    for module in {name.partition(":")[0] for name in named}:
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True, env=reading._environment())


def test_reading_tells_its_progress_and_may_be_stopped(read):
    class StopError(Exception):
        pass

    shares = []
    content = whole(*(item(number) for number in range(4000)))
    read(content, on_progress=shares.append)
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)

    def stop(_share):
        raise StopError

    with pytest.raises(StopError):
        read(content, on_progress=stop)


def write_long(path, size):
    """A list such as the register: many keys that nobody asks for."""
    filling = {"poznamka": "x" * 1500, "osoby": [{"jmeno": "y" * 20, "cislo": n} for n in range(30)]}
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"polozky":[')
        for number in itertools.count(1):
            stream.write(json.dumps(item(number, places=3) | filling))
            if stream.tell() > size:
                break
            stream.write(",")
        stream.write("]}")
    return number


def peak_of(path):
    """Peak memory in bytes of a process that reads the list as the machine does, itself and its child."""
    words = (
        "import resource,sys;from pathlib import Path;from zazemi.intake.reading import read_table;"
        "from zazemi.intake import reading;from zazemi.intake.table import *;"
        "from tests.intake.listed import rows_of;plain=reading._environment();"
        "plain['PYTHONPATH']+=':.';reading._environment=lambda:plain;"
        "t=read_table(Path(sys.argv[1]),formats=(FileFormat.JSON,),limits=STREAM_LIMITS,"
        "items=JsonItems(root='polozky',flatten=rows_of));"
        "print(len(t.rows),t.items_in,resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,"
        "resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run(
        [sys.executable, "-c", words, str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "src:.", "PATH": ""},
    )
    rows, items, own, child = (int(word) for word in re.findall(r"\d+", said.stdout))
    return rows, items, own * 1024, child * 1024


def test_ten_times_the_file_needs_hardly_more_memory_in_the_child(tmp_path):
    write_long(tmp_path / "short.json", MEGABYTE)
    write_long(tmp_path / "long.json", 10 * MEGABYTE)
    short, long = peak_of(tmp_path / "short.json"), peak_of(tmp_path / "long.json")
    assert long[3] < short[3] + 4 * MEGABYTE


@pytest.mark.slow
def test_a_list_of_99_megabytes_is_read_in_less_than_200(tmp_path):
    path = tmp_path / "register.json"
    count = write_long(path, 99 * 1000 * 1000)
    assert path.stat().st_size > 99_000_000
    rows, items, own, child = peak_of(path)
    assert (rows, items) == (2 * count, count)
    assert child < 200 * MEGABYTE
    assert own < 200 * MEGABYTE
