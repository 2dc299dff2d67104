"""The form of an upload: which kind, which file, where it comes from."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.intake.choices import RunState
from zazemi.intake.delimited import ENCODINGS, NAMES
from zazemi.intake.selectors import HistoryFilter, importers_for
from zazemi.intake.services import Provenance
from zazemi.intake.table import EXTENSIONS, WEB_LIMITS
from zazemi.kernel.actor import Actor

_MEGABYTE = 1024 * 1024


ENCODING_CHOICES = [("", _("find it out")), *((code, NAMES[code]) for code in ENCODINGS)]


class UploadForm(forms.Form):
    """A file of one kind, and where it comes from."""

    kind = forms.ChoiceField(label=_("What it is"))
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("A workbook .xlsx, a table .csv or a list in .json, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Who published it. The source is shown beside every figure."),
    )
    licence = forms.CharField(label=_("Licence or terms"), max_length=200, required=False)
    encoding = forms.ChoiceField(
        label=_("Encoding of a text file"),
        required=False,
        choices=ENCODING_CHOICES,
        help_text=_("Only for .csv; the dry run shows the first rows and you may change it there."),
    )
    taken_on = forms.DateField(
        label=_("Taken from the source on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, viewer: Actor, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        choices = [(one.kind, one.title) for one in importers_for(viewer)]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", gettext("choose")), *choices]

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that is too large before anything reads it."""
        uploaded = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (uploaded.size or 0) > WEB_LIMITS.file_bytes:
            raise ValidationError(
                gettext("The file has %(size)s MB; at most %(limit)s MB are read.")
                % {
                    "size": -(-(uploaded.size or 0) // _MEGABYTE),
                    "limit": WEB_LIMITS.file_bytes // _MEGABYTE,
                }
            )
        return uploaded

    def provenance(self) -> Provenance:
        """Return where the file comes from."""
        values = self.cleaned_data
        return Provenance(source=values["source"], licence=values["licence"], taken_on=values["taken_on"])


class EncodingForm(forms.Form):
    """How a text file is to be read."""

    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODING_CHOICES[1:])


class HistoryForm(forms.Form):
    """Which imports the history shows."""

    druh = forms.ChoiceField(label=_("What it is"), required=False)
    stav = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *RunState.choices])
    kdo = forms.CharField(label=_("Who"), required=False, max_length=100)
    od = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    do = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, viewer: Actor, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        choices = [(one.kind, one.title) for one in importers_for(viewer)]
        cast("forms.ChoiceField", self.fields["druh"]).choices = [("", gettext("all")), *choices]

    def wanted(self) -> HistoryFilter:
        """Return the filter; what cannot be understood narrows nothing."""
        self.is_valid()
        asked = getattr(self, "cleaned_data", {})
        return HistoryFilter(
            kind=asked.get("druh", ""),
            state=asked.get("stav", ""),
            who=asked.get("kdo", ""),
            since=asked.get("od"),
            until=asked.get("do"),
        )
