"""The page that says how needs are judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.analysis.choices import KINDS, kind_name
from zazemi.analysis.selectors import SettingsInForce
from zazemi.ui.typography import number_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """Settings in force, with what the page says of them."""

    settings: SettingsInForce
    sufficient_percent: str
    reaches: Sequence[tuple[str, float]]
    source_words: str


def settings_page(settings: SettingsInForce) -> SettingsPage:
    """Put the settings into words; the default source is translated, a typed one stays as it is."""
    return SettingsPage(
        settings=settings,
        sufficient_percent=number_text(settings.gaps.verdict.sufficient_from_share * 100),
        reaches=[(kind_name(kind), settings.gaps.limit_minutes[kind]) for kind in KINDS],
        source_words=gettext(settings.source) if settings.record_id is None else settings.source,
    )
