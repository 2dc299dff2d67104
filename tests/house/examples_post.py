"""Examples for the addresses of the room ``post``."""

from tests.house.examples import CONSOLE, example

from zazemi.post.services import LetterFields, post_letter


def _letter_of(world):
    fields = LetterFields(to="nekdo@obec.example", subject="Pozvánka", text="Přijďte.", about="invitation")
    return world.once("letter", lambda: post_letter(fields, by=CONSOLE))


@example("post:letter", "post:again")
def _letter(world):
    return {"pk": _letter_of(world).pk}
