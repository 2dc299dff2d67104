"""Marking of sentences for translation, without a framework.

The cellar knows no language: it names a sentence in English and its
parameters; the rooms above translate. ``N_`` only marks the sentence, so that
it is collected into the catalogues.
Pure:    yes.
"""


def N_(message: str) -> str:  # noqa: N802 - the conventional name of gettext's no-op
    """Mark ``message`` for the catalogues and return it unchanged."""
    return message
