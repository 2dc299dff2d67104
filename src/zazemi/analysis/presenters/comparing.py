"""Two outcomes side by side, in words: sums by kind and ORP, municipalities with another verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from zazemi.analysis.choices import KIND_SHORT, kind_name
from zazemi.analysis.selectors import Comparison, OutcomeRow, Pair
from zazemi.measures.gaps import Verdict
from zazemi.ui.typography import fte_text, number_text

MOST_ROWS = 200
COUNTED = (
    Verdict.MISSING,
    Verdict.INSUFFICIENT,
    Verdict.SUFFICIENT,
    Verdict.NOT_NEEDED,
    Verdict.UNKNOWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """Sums of a kind or an area before and after."""

    name: str
    pair: Pair

    @property
    def need_change(self) -> Decimal:
        """How the need changes."""
        return self.pair.after.need - self.pair.before.need

    @property
    def shortfall_change(self) -> Decimal:
        """How what is lacking changes."""
        return self.pair.after.shortfall - self.pair.before.shortfall

    @property
    def verdicts(self) -> list[tuple[str, int, int]]:
        """Counts of municipalities with each verdict, before and after."""
        before, after = self.pair.before.verdicts, self.pair.after.verdicts
        return [(one.value, before.get(one, 0), after.get(one, 0)) for one in COUNTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A municipality and kind with another verdict."""

    name: str
    url: str
    kind: str
    before: OutcomeRow | None
    after: OutcomeRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComparison:
    """Everything the comparison shows."""

    answer: SafeString
    kinds: Sequence[ShownPair]
    orps: Sequence[ShownPair]
    changes: Sequence[ShownChange]
    hidden_changes: int
    before_word: str
    after_word: str
    is_same: bool


def shown_comparison(
    comparison: Comparison, orp_names: Mapping[str, str], *, before: str, after: str
) -> ShownComparison:
    """Put a comparison into words; ``before`` and ``after`` name the sides."""
    changes = comparison.changed
    return ShownComparison(
        answer=_answer(comparison),
        kinds=[
            *(
                ShownPair(name=kind_name(pair.kind), pair=pair)
                for pair in comparison.kinds
                if pair.kind is not None
            ),
            ShownPair(name=gettext("Total"), pair=comparison.total),
        ],
        orps=[
            ShownPair(name=orp_names.get(pair.orp_code, pair.orp_code), pair=pair) for pair in comparison.orps
        ],
        changes=[
            ShownChange(
                name=one.row.name,
                url=f"{reverse('analysis:municipality', args=[one.row.code])}#{one.row.kind.value}",
                kind=str(KIND_SHORT[one.row.kind]),
                before=one.before,
                after=one.after,
            )
            for one in changes[:MOST_ROWS]
        ],
        hidden_changes=max(len(changes) - MOST_ROWS, 0),
        before_word=before,
        after_word=after,
        is_same=comparison.is_same,
    )


def _answer(comparison: Comparison) -> SafeString:
    if comparison.is_same:
        return format_html("{}", gettext("Both are equal to the last digit."))
    need = comparison.total.after.need - comparison.total.before.need
    lacking = comparison.total.after.shortfall - comparison.total.before.shortfall
    flips = ngettext("{n} verdict is another one;", "{n} verdicts are other ones;", len(comparison.changed))
    first = format_html(flips, n=format_html("<b>{}</b>", number_text(len(comparison.changed))))
    rest = format_html(
        gettext("the need changes by {need}, what is lacking by {lacking}."),
        need=format_html("<b>{}</b>", _signed(need)),
        lacking=format_html("<b>{}</b>", _signed(lacking)),
    )
    return format_html("{} {}", first, rest)


def _signed(amount: Decimal) -> str:
    return fte_text(amount, 2, sign=True)
