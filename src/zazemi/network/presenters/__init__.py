"""What the pages of the network show, typed and formatted."""

from zazemi.network.presenters.listing import ServiceLine, answer_of, counted, decimals_of, lines_of
from zazemi.network.presenters.money import RuleLine, rule_lines
from zazemi.network.presenters.service import ServicePage, Told, page_of
from zazemi.network.presenters.yearly import change_lines, row_lines, total_lines

__all__ = [
    "RuleLine",
    "ServiceLine",
    "ServicePage",
    "Told",
    "answer_of",
    "change_lines",
    "counted",
    "decimals_of",
    "lines_of",
    "page_of",
    "row_lines",
    "rule_lines",
    "total_lines",
]
