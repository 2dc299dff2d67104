"""Examples of the room ``texts``: the text of a paper that everybody signed in may read."""

from tests.house.examples import CONSOLE, example, foreign
from tests.texts.conftest import PAPER, SOURCE

from zazemi.kernel import clock
from zazemi.kernel.steps import step
from zazemi.texts.models import Comment, Text
from zazemi.texts.services import keep_template, start_text


def _text_of(reference, purpose):
    return start_text(
        kind=PAPER, reference=reference, purpose=purpose, title="Memorandum", source=SOURCE, by=CONSOLE
    )


def _text(world):
    def make():
        paper = keep_template(purpose="probe", code="open", title="Papír", source="x", fields=(), by=CONSOLE)
        return _text_of(str(paper.pk), "example")

    return world.once("text", make)


def _comment(text: Text):
    with step(CONSOLE, why="comment"):
        comment = Comment(
            text=text, words="x", on_version=1, author_name="Eva", author_user_id=None, made_at=clock.now()
        )
        comment.save()
    return comment


@example("texts:text", "texts:compare", "texts:write", "texts:comment")
def _text_page(world):
    return {"pk": _text(world).pk}


@example("texts:settle", "texts:withdraw")
def _comment_page(world):
    return {"pk": world.once("text comment", lambda: _comment(_text(world))).pk}


@foreign("texts:text", "texts:compare", "texts:write", "texts:comment")
def _foreign_text(world):
    return {"pk": world.once("foreign text", lambda: _text_of("0", "foreign")).pk}


@foreign("texts:settle", "texts:withdraw")
def _foreign_comment(world):
    return {"pk": world.once("foreign comment", lambda: _comment(_text_of("0", "other"))).pk}
