"""What leaves the room as files: the profile of a municipality."""

from collections.abc import Sequence

from django.utils.translation import get_language

from zazemi.documents.municipality_profile import TEMPLATE
from zazemi.documents.pdf import render_pdf
from zazemi.indicators.presenters.change import ChangePage
from zazemi.indicators.presenters.matrix import IndexPage
from zazemi.indicators.presenters.profile import profile_paper, profile_title
from zazemi.indicators.presenters.similar import SimilarPage
from zazemi.indicators.selectors import YearOfIndex

PDF_CONTENT_TYPE = "application/pdf"


def profile_pdf(
    page: IndexPage, years: Sequence[YearOfIndex], change: ChangePage | None, similar: SimilarPage
) -> bytes:
    """Typeset the one-page profile: PDF/A-2a and PDF/UA-1."""
    return render_pdf(
        TEMPLATE,
        profile_paper(page, years, change, similar),
        title=profile_title(page),
        issued_at=page.result.computation.computed_at,
        language=(get_language() or "cs")[:2],
    )
