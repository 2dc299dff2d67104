"""A tracked record that only the tests of the kernel know."""

from django.db import models

from zazemi.kernel.transitions import StateField, transition
from zazemi.kernel.versions import Versioned


class Minutes(Versioned):
    """Minutes of a meeting: a text two officers edit, an amount, and a life cycle."""

    title = models.CharField(max_length=100)
    text = models.TextField(default="")
    amount_czk = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    held_on = models.DateField(null=True)
    details = models.JSONField(default=dict)
    state = StateField(default="draft")

    class Meta:
        app_label = "kernel_tests"

    def __str__(self) -> str:
        return self.title

    @transition("state", source="draft", target="checked", why="checked")
    def check_it(self, *, by, note=""):
        self.text += note

    @transition("state", source=["checked"], target="issued", conditions=[lambda minutes: minutes.text != ""])
    def issue(self, *, by):
        pass


class Codelist(Versioned):
    """A record whose key is a code, not a counter."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "kernel_tests"
