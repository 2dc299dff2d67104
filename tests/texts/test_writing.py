"""Two people, one text: nothing is lost; comments stay with their words; a locked text stays."""

import threading

import pytest
from django.db import connection
from tests.texts.conftest import SOURCE

from zazemi.texts.choices import CommentState
from zazemi.texts.errors import (
    BirthNumberError,
    EmptyCommentError,
    EmptyTextError,
    LockedTextError,
    NotYourTextError,
    ReasonlessSettlementError,
    SettledCommentError,
    TextConflictError,
    UnknownFieldError,
    UnknownParagraphError,
)
from zazemi.texts.models import Text
from zazemi.texts.selectors import comparison, discussion_of, settlement_of, templates, text_of, versions_of
from zazemi.texts.services import (
    add_comment,
    filled,
    keep_template,
    lock_text,
    save_text,
    settle_comment,
    start_text,
    withdraw_comment,
)

pytestmark = pytest.mark.django_db


def test_saving_the_same_words_is_no_version(text, officer):
    saved = save_text(text, source=SOURCE, base_version=1, by=officer)
    assert saved.version == 1


def test_a_change_is_a_version_with_its_author(text, consultant):
    saved = save_text(text, source=SOURCE + "\n- vzdělání", base_version=1, by=consultant)
    versions = versions_of(saved)
    assert [(one.version, one.by_name) for one in versions] == [(2, "Petr Hora"), (1, "Jana Malá")]
    assert [row.change for row in comparison(saved, 1, 2)] == ["same"] * 5 + ["added"]
    assert comparison(saved, 1, 7) is None


def test_who_comes_second_decides_and_keeps_both_texts(text, officer, consultant):
    save_text(text, source=SOURCE.replace("dvakrát", "čtyřikrát"), base_version=1, by=officer)
    mine = SOURCE.replace("dvakrát", "třikrát").replace("bydlení", "bydlení a dluhy")
    with pytest.raises(TextConflictError) as caught:
        save_text(text, source=mine, base_version=1, by=consultant)
    (open_one,) = [one for one in caught.value.segments if one.is_open]
    saved = save_text(
        text, source=mine, base_version=1, picks={open_one.id: "mine"}, seen_version=2, by=consultant
    )
    kept = [one.words for one in saved.paragraphs]
    assert "Strany se scházejí třikrát ročně." in kept
    assert "bydlení a dluhy" in kept


def test_a_choice_over_an_older_version_is_asked_again(text, officer, consultant):
    save_text(text, source=SOURCE.replace("dvakrát", "čtyřikrát"), base_version=1, by=officer)
    save_text(text, source=SOURCE.replace("dvakrát", "pětkrát"), base_version=2, by=officer)
    mine = SOURCE.replace("dvakrát", "třikrát")
    with pytest.raises(TextConflictError):
        save_text(text, source=mine, base_version=1, picks={"p3": "mine"}, seen_version=2, by=consultant)


@pytest.mark.parametrize(
    ("source", "error"), [("  \n", EmptyTextError), ("Pan 8001011238 souhlasí.", BirthNumberError)]
)
def test_a_wrong_text_is_refused(text, officer, source, error):
    with pytest.raises(error):
        save_text(text, source=source, base_version=1, by=officer)
    assert Text.objects.get().version == 1


def test_a_locked_text_stays(text, officer):
    lock_text(text, by=officer)
    with pytest.raises(LockedTextError):
        save_text(text, source="Jiné.", base_version=2, by=officer)


def test_rights_are_those_of_the_paper(text, member):
    with pytest.raises(NotYourTextError):
        save_text(text, source="Jiné.", base_version=1, by=member)
    comment = add_comment(text, words="Proč?", paragraph_id="p2", on_version=1, by=member)
    with pytest.raises(NotYourTextError):
        settle_comment(comment, state=CommentState.ACCEPTED, reason="", expected_version=1, by=member)


def test_an_unknown_base_is_refused(text, officer):
    with pytest.raises(UnknownParagraphError):
        save_text(text, source="Jiné.", base_version=9, by=officer)


def test_a_comment_stays_with_its_words_when_the_paragraph_goes(text, officer, member):
    comment = add_comment(text, words="Chybí dluhy.", paragraph_id="p4", on_version=1, by=member)
    changed = save_text(text, source=SOURCE.replace("- bydlení\n", ""), base_version=1, by=officer)
    discussion = discussion_of(changed)
    assert [one.quote for one in discussion.on_gone] == ["bydlení"]
    settle_comment(comment, state=CommentState.PARTLY, reason="Doplníme.", expected_version=1, by=officer)
    (row,) = settlement_of(changed)
    assert (row.state, row.settled_by) == (CommentState.PARTLY, "Jana Malá")


def test_comments_are_refused_with_reasons(text, officer, member):
    with pytest.raises(EmptyCommentError):
        add_comment(text, words=" ", paragraph_id="", on_version=1, by=member)
    with pytest.raises(UnknownParagraphError):
        add_comment(text, words="x", paragraph_id="p77", on_version=1, by=member)
    comment = add_comment(text, words="x", paragraph_id="", on_version=1, by=member)
    with pytest.raises(ReasonlessSettlementError):
        settle_comment(comment, state=CommentState.REJECTED, reason=" ", expected_version=1, by=officer)
    with pytest.raises(NotYourTextError):
        withdraw_comment(comment, by=officer)
    assert withdraw_comment(comment, by=member).state == CommentState.WITHDRAWN
    assert settlement_of(text) == []
    with pytest.raises(SettledCommentError):
        withdraw_comment(comment, by=member)


def test_templates_fill_their_fields_and_refuse_unknown_ones(officer):
    with pytest.raises(UnknownFieldError, match="kraj"):
        keep_template(
            purpose="memorandum", code="", title="Rám", source="{{ kraaj }}", fields=("kraj",), by=officer
        )
    for code, source, order in (
        ("", "Mezi {{ kraj }} a {{ druhá }}", 0),
        ("housing", "{{ kraj }} {{ obec }}", 1),
    ):
        keep_template(
            purpose="memorandum",
            code=code,
            title="T",
            source=source,
            fields=("kraj", "obec"),
            by=officer,
            order=order,
        )
    found = templates("memorandum")
    assert filled(found, {"kraj": "Podhorský kraj"}) == (
        "Mezi Podhorský kraj a {{ druhá }}\n\nPodhorský kraj {{ obec }}"
    )


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_of_ten_pairs_writing_different_paragraphs_none_loses_a_word(officer, consultant):
    start_text(kind="text-template", reference="1", purpose="body", title="M", source=SOURCE, by=officer)
    keep_template(purpose="probe", code="", title="P", source="x", fields=(), by=officer)
    template_pk = templates("probe")[0].pk
    for number in range(10):
        text = start_text(
            kind="text-template",
            reference=str(template_pk),
            purpose=f"b{number}",
            title="M",
            source=SOURCE,
            by=officer,
        )
        barrier = threading.Barrier(2)

        def write(by, old, new, text=text, barrier=barrier):
            mine = SOURCE.replace(old, new)
            barrier.wait()
            try:
                save_text(text, source=mine, base_version=1, by=by)
            except TextConflictError as error:
                save_text(text, source=mine, base_version=1, picks={}, seen_version=error.text.version, by=by)
            finally:
                connection.close()

        pair = [
            threading.Thread(target=write, args=(officer, "informace", "zprávy")),
            threading.Thread(target=write, args=(consultant, "dvakrát", "třikrát")),
        ]
        for one in pair:
            one.start()
        for one in pair:
            one.join()
        kept = " ".join(
            one.words for one in text_of("text-template", str(template_pk), f"b{number}").paragraphs
        )
        assert "zprávy" in kept
        assert "třikrát" in kept
