"""Code lists and codes as other rooms may see them; a history names officials, so it is for the signed-in."""

from collections.abc import Iterable

from django.urls import reverse

from zazemi.codelists.models import Code, CodeList
from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import R, Subject, subjects
from zazemi.kernel.versions import Versioned


class _OfLists(Subject[R]):
    def may_be_seen(self, record: R, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all records
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


class ListSubject(_OfLists[CodeList]):
    """A list with its codes."""

    kind = "code_list"
    model = CodeList

    def url(self, record: CodeList) -> str:
        """Return the page of the list."""
        return reverse("codelists:list", args=[record.key])

    def parts(self, record: CodeList) -> Iterable[Versioned]:
        """Return its codes."""
        yield from record.codes.order_by("position", "code")


class CodeSubject(_OfLists[Code]):
    """A code of a list."""

    kind = "code"
    model = Code

    def title(self, record: Code) -> str:
        """Return the label with its list."""
        return f"{record.code_list}: {record}"

    def url(self, record: Code) -> str:
        """Return the page of its list."""
        return reverse("codelists:list", args=[record.code_list.key])


for subject in (ListSubject(), CodeSubject()):
    subjects.register(subject.kind, subject)
