"""The length of a password, said in the reader's language; no rules about its letters (ASVS 6.2.5)."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnoughValidator(MinimumLengthValidator):
    """As Django's, whose sentence has no Czech translation in this release."""

    def get_error_message(self) -> str:
        """Say what is wrong and the way out."""
        return ngettext(
            "The password needs at least %(least)s character. Several words are easy to remember.",
            "The password needs at least %(least)s characters. Several words are easy to remember.",
            self.min_length,
        ) % {"least": self.min_length}

    def get_help_text(self) -> str:
        """Say the rule."""
        return ngettext(
            "At least %(least)s character; several words are easy to remember.",
            "At least %(least)s characters; several words are easy to remember.",
            self.min_length,
        ) % {"least": self.min_length}
