"""Paragraphs are read as people write them, keep their ids, and merge without losing a word."""

from hypothesis import given
from hypothesis import strategies as st

from zazemi.texts.paragraphs import Change, Paragraph, ParagraphKind, compare, merge, merged, read, source_of

WORDS = st.lists(st.sampled_from(["strany", "obec", "kraj", "ročně", "dům", "práce"]), min_size=1, max_size=6)
SOURCES = st.lists(
    st.tuples(st.sampled_from(["", "# ", "- "]), WORDS).map(lambda pair: pair[0] + " ".join(pair[1])),
    min_size=1,
    max_size=7,
).map("\n\n".join)


def ids(paragraphs):
    return [one.id for one in paragraphs]


def words(paragraphs):
    return [one.words for one in paragraphs]


def base_of(source="Jedna věta.\n\nDruhá věta o bydlení.\n\nTřetí věta."):
    return read(source, (), 1)


def test_headings_items_and_paragraphs_are_told_apart():
    found = read("# Účel\nStrany spolu\nmluví.\n\n- bydlení\n- práce\n\n\n", (), 1)
    assert [(one.kind, one.words) for one in found] == [
        (ParagraphKind.HEADING, "Účel"),
        (ParagraphKind.PARAGRAPH, "Strany spolu mluví."),
        (ParagraphKind.ITEM, "bydlení"),
        (ParagraphKind.ITEM, "práce"),
    ]
    assert ids(found) == ["p1", "p2", "p3", "p4"]


def test_nothing_but_signs_is_no_paragraph():
    assert read(" \n\n- \n\n# \n", (), 1) == ()


@given(SOURCES)
def test_what_is_written_out_is_read_back(source):
    once = read(source, (), 1)
    assert read(source_of(once), once, 99) == once


def test_a_rewritten_paragraph_keeps_its_id_and_a_new_one_gets_a_new_number():
    base = base_of()
    changed = read(
        "Jedna věta.\n\nÚplně nový odstavec.\n\nDruhá věta o bydlení a práci.\n\nTřetí věta.", base, 4
    )
    assert ids(changed) == ["p1", "p4", "p2", "p3"]


def test_comparison_marks_words_and_keeps_removed_paragraphs_where_they_stood():
    base = base_of()
    after = read("Jedna krátká věta.\n\nTřetí věta.", base, 4)
    rows = compare(base, after)
    assert [row.change for row in rows] == [Change.CHANGED, Change.REMOVED, Change.SAME]
    assert [(piece.change, piece.words) for piece in rows[0].pieces] == [
        (Change.SAME, "Jedna"),
        (Change.ADDED, "krátká"),
        (Change.SAME, "věta."),
    ]


def test_changes_of_different_paragraphs_are_both_chosen():
    base = base_of()
    mine = read("Jedna má věta.\n\nDruhá věta o bydlení.\n\nTřetí věta.\n\nMůj dodatek.", base, 4)
    theirs = read("Jedna věta.\n\nDruhá věta o bydlení.\n\nTřetí jejich věta.", base, 4)
    segments = merge(base, mine, theirs)
    assert not any(one.is_open for one in segments)
    assert words(merged(segments, {})) == [
        "Jedna má věta.",
        "Druhá věta o bydlení.",
        "Třetí jejich věta.",
        "Můj dodatek.",
    ]


def test_the_same_paragraph_waits_for_people():
    base = base_of()
    mine = read("Jedna má věta.\n\nDruhá věta o bydlení.\n\nTřetí věta.", base, 4)
    theirs = read("Jedna jejich věta.\n\nDruhá věta o bydlení.\n\nTřetí věta.", base, 4)
    segments = merge(base, mine, theirs)
    assert [one.id for one in segments if one.is_open] == ["p1"]
    assert words(merged(segments, {"p1": "mine"}))[0] == "Jedna má věta."
    assert words(merged(segments, {"p1": "theirs"}))[0] == "Jedna jejich věta."


def test_a_removed_paragraph_that_the_other_changed_waits_for_people():
    base = base_of()
    mine = read("Jedna věta.\n\nTřetí věta.", base, 4)
    theirs = read("Jedna věta.\n\nDruhá věta o bydlení a dluzích.\n\nTřetí věta.", base, 4)
    segments = merge(base, mine, theirs)
    assert [one.id for one in segments if one.is_open] == ["p2"]
    assert len(merged(segments, {"p2": "mine"})) == 2


@given(SOURCES, SOURCES, SOURCES)
def test_no_word_of_either_side_is_lost_in_a_merge(first, second, third):
    base = read(first, (), 1)
    mine = read(second, base, 100)
    theirs = read(third, base, 200)
    segments = merge(base, mine, theirs)
    assert sorted(words(one.mine for one in segments if one.mine)) == sorted(words(mine))
    assert [one.id for one in segments if one.theirs] == ids(theirs)
    every = {one.id: "mine" for one in segments}
    assert sorted(words(merged(segments, every))) == sorted(words(mine))


@given(SOURCES, SOURCES)
def test_who_changed_nothing_gets_theirs(first, second):
    base = read(first, (), 1)
    theirs = read(second, base, 50)
    assert merged(merge(base, base, theirs), {}) == theirs


def test_a_paragraph_is_stored_and_loaded_whole():
    one = Paragraph(id="p1", kind=ParagraphKind.ITEM, words="bydlení")
    assert one.to_json() == {"id": "p1", "kind": "item", "words": "bydlení"}
