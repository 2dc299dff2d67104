"""Forms of a text: writing it, commenting on it, settling comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.texts.choices import SETTLED, CommentState

COMMENT_LENGTH = 4000


class WriteForm(forms.Form):
    """The whole text as it is typed."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.CharField(
        label=_("Text"),
        required=False,
        help_text=_(
            "An empty line divides paragraphs. “# ” at the beginning of a line makes a heading, “- ” an item "
            "of a list. Leave data of persons out."
        ),
        widget=forms.Textarea(attrs={"rows": 28, "class": "is-long"}),
    )


class CommentForm(forms.Form):
    """A comment on one paragraph."""

    form_key = forms.CharField(widget=forms.HiddenInput)
    on_version = forms.IntegerField(widget=forms.HiddenInput)
    paragraph = forms.CharField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What should be changed and why"),
        required=False,
        max_length=COMMENT_LENGTH,
        help_text=_("Leave data of persons out; the comment may stand in a published table."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SettleForm(forms.Form):
    """How a comment is settled."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Settlement"), choices=[(one.value, one.label) for one in SETTLED], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=COMMENT_LENGTH,
        help_text=_("Needed unless the comment is fully accepted."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def chosen(self) -> CommentState:
        """Return the chosen state."""
        return CommentState(self.cleaned_data["state"])
