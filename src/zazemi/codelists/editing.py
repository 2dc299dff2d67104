"""Pages that write code lists."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zazemi.codelists import services
from zazemi.codelists.forms import CodeAddForm, CodeChangeForm, CodeForm, EndForm, ListChangeForm
from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.views import code_or_404, list_or_404
from zazemi.kernel import clock
from zazemi.ui.edit_pages import AddPage, ChangePage, Trail


def _trail_of(code_list: CodeList) -> Trail:
    return [
        (_now("Code lists"), reverse("codelists:lists")),
        (code_list.title, reverse("codelists:list", args=[code_list.key])),
    ]


class CodeAdd(AddPage):
    """A new code of a list."""

    form_class = CodeAddForm
    heading = _("New code")
    record: CodeList

    def found(self, **arguments: Any) -> CodeList:  # noqa: ANN401 - of the address
        """Return the list."""
        return list_or_404(arguments["key"])

    def trail(self) -> Trail:
        """Belong to the list."""
        return _trail_of(self.record)

    def form_options(self) -> dict[str, Any]:
        """Offer parents of the same list."""
        return {"code_list": self.record}

    def add(self, form: CodeAddForm) -> str:
        """Write the code."""
        services.add_code(
            code_list=self.record,
            code=form.cleaned_data["code"],
            fields=form.fields_of(),
            by=self.request.actor,
        )
        return self.url_back()


class CodeChange(ChangePage):
    """A changed code."""

    form_class = CodeChangeForm
    heading = _("Change of the code")
    record: Code

    def found(self, **arguments: Any) -> Code:  # noqa: ANN401 - of the address
        """Return the code."""
        return code_or_404(arguments["pk"])

    def trail(self) -> Trail:
        """Belong to the list."""
        return _trail_of(self.record.code_list)

    def facts(self) -> str:
        """Say the code and its label."""
        return f"{self.record.code} · {self.record.label}"

    def form_options(self) -> dict[str, Any]:
        """Offer parents of the same list."""
        return {"code_list": self.record.code_list}

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return CodeForm.initial_of(self.record)

    def change(self, form: CodeChangeForm, version: int) -> None:
        """Write the change."""
        services.change_code(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class CodeEnd(CodeChange):
    """The last day of a code."""

    form_class = EndForm  # type: ignore[assignment]  # fewer fields of the same record
    heading = _("End the code")
    lead = _("After that day nobody can choose it. What has it keeps it, and its history stays.")
    button = _("End it")

    def form_options(self) -> dict[str, Any]:
        """Need nothing more."""
        return {}

    def initial(self) -> dict[str, object]:
        """Begin with today, or with the day that stands there."""
        return {"valid_to": self.record.valid_to or clock.today()}

    def change(self, form: EndForm, version: int) -> None:  # type: ignore[override]  # as above
        """Write the day."""
        services.end_code(
            self.record,
            last_day=form.cleaned_data["valid_to"],
            expected_version=version,
            by=self.request.actor,
        )


class ListChange(ChangePage):
    """How a list is called and what it is for."""

    form_class = ListChangeForm
    heading = _("Change of the list")
    record: CodeList

    def found(self, **arguments: Any) -> CodeList:  # noqa: ANN401 - of the address
        """Return the list."""
        return list_or_404(arguments["key"])

    def trail(self) -> Trail:
        """Belong to the list."""
        return _trail_of(self.record)

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return {name: getattr(self.record, name) for name in ("title_cs", "title_en", "purpose", "source")}

    def change(self, form: ListChangeForm, version: int) -> None:
        """Write the change."""
        values = form.cleaned_data
        services.change_list(
            self.record,
            title_cs=values["title_cs"],
            title_en=values["title_en"],
            purpose=values["purpose"],
            source=values["source"],
            expected_version=version,
            by=self.request.actor,
        )
