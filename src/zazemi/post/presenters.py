"""Letters in words: where each is, why it did not leave, what the mail server is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zazemi.kernel.sentences import sentence_of, translated
from zazemi.post.choices import LetterState
from zazemi.post.models import Letter
from zazemi.post.selectors import MailServer
from zazemi.values.errors import ZazemiError

STATE_SIGNS = {
    LetterState.WAITING: "off",
    LetterState.SENDING: "run",
    LetterState.SENT: "done",
    LetterState.GIVEN_UP: "late",
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in the list and on its page."""

    letter: Letter
    about: str
    state_word: str
    state_sign: str
    why: str
    is_secret: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it still has to leave."""
        return self.letter.is_open

    @property
    def may_be_tried(self) -> bool:
        """Whether trying again by hand makes sense."""
        return self.letter.state == LetterState.GIVEN_UP


def line_of(letter: Letter, *, is_demo: bool) -> LetterLine:
    """Put a letter into words; a secret text is shown in the demonstration only."""
    state = LetterState(letter.state)
    return LetterLine(
        letter=letter,
        about=translated(letter.about),
        state_word=str(state.label),
        state_sign=STATE_SIGNS[state],
        why=why_of(letter),
        is_secret=letter.is_confidential and not is_demo,
    )


def why_of(letter: Letter) -> str:
    """Say why the last attempt failed, in the language of the reader; empty when none did."""
    if not letter.error:
        return ""
    return sentence_of(ZazemiError(letter.error["message"], params=letter.error["params"]))


def server_sentence(server: MailServer) -> tuple[str, str, str]:
    """Return kind, heading and text of the notice on the mail server."""
    if server.is_demo:
        return (
            "",
            _("The demo sends nothing"),
            _("Letters stay here, so that you can read them and try the links in them."),
        )
    if not server.is_set:
        return (
            "warn",
            _("No mail server is set, so letters wait"),
            _(
                "Nothing is lost. Set ZAZEMI_MAIL_URL and ZAZEMI_MAIL_FROM in the environment and start "
                "Zázemí again; letters that wait will then leave by themselves."
            ),
        )
    return "", "", ""


def tabs_of(state: str, numbers: dict[LetterState, int]) -> list[tuple[str, str, bool]]:
    """Return the tabs over the list: name with a number, address, whether it is this one."""
    named = [
        ("", _("All"), sum(numbers.values())),
        (LetterState.WAITING, _("Waiting"), numbers[LetterState.WAITING] + numbers[LetterState.SENDING]),
        (LetterState.GIVEN_UP, _("Not delivered"), numbers[LetterState.GIVEN_UP]),
        (LetterState.SENT, _("Sent"), numbers[LetterState.SENT]),
    ]
    return [
        (f"{name} ({number})", f"?stav={value}" if value else "?", str(value) == state)
        for value, name, number in named
    ]
