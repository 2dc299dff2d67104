"""Forms of the post: where to send the test."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.formkeys import new_form_key


class TrialForm(forms.Form):
    """Where to send the letter that tests the post."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_form_key)
    to = forms.EmailField(
        label=_("Send the test to"), help_text=_("Best to your own address, so that you see it arrive.")
    )
