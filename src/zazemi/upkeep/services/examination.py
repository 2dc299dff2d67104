"""The doctor: asks every registered check and says what it found.

Source:  reliability.md 5.2, the invariants "nothing lost".
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zazemi.kernel.audit import PublishedHead, current_head
from zazemi.kernel.checks import Check, Finding, checks
from zazemi.kernel.sentences import sentence_of, translated
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

MOST_FINDINGS = 200
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One check with its findings, in words of the reader."""

    id: str
    title: str
    findings: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether the check found nothing."""
        return not self.findings

    @property
    def sentence(self) -> str:
        """Say in short how it ended."""
        if self.is_good:
            return _("in order")
        count = ngettext("%(n)s finding", "%(n)s findings", len(self.findings)) % {"n": len(self.findings)}
        return f"{count}: {self.findings[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the doctor found; data for people and for machines."""

    lines: tuple[CheckLine, ...]
    head: PublishedHead

    @property
    def is_good(self) -> bool:
        """Whether no check found anything."""
        return all(line.is_good for line in self.lines)

    @property
    def n_bad(self) -> int:
        """How many checks found something."""
        return sum(1 for line in self.lines if not line.is_good)

    def as_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "is_good": self.is_good,
            "chain_head": {"seq": self.head.seq, "digest": self.head.digest},
            "checks": [
                {"id": line.id, "title": line.title, "is_good": line.is_good, "findings": list(line.findings)}
                for line in self.lines
            ],
        }


def examine(only: Iterable[str] | None = None) -> Report:
    """Run the registered checks, in the order of their ids; nothing is written.

    Args:
        only: ids to run; all when None.

    A check that itself fails is a finding: the doctor never calls well what it could not see.
    """
    wanted = [check for check in checks if only is None or check.id in set(only)]
    return Report(lines=tuple(_line(check) for check in wanted), head=current_head())


def line_of(check_id: str, title: str, findings: Iterable[Finding]) -> CheckLine:
    """Put findings into words; of very many only the first are told."""
    told = tuple(_told(finding) for finding in islice(findings, MOST_FINDINGS))
    return CheckLine(id=check_id, title=translated(title), findings=told)


def _line(check: Check) -> CheckLine:
    try:
        return line_of(check.id, check.title, check.run())
    except ZazemiError as error:
        finding = _failed(sentence_of(error))
    except Exception as error:
        logger.exception("check %s failed", check.id)
        finding = _failed(f"{type(error).__name__}: {error}")
    return line_of(check.id, check.title, [finding])


def _failed(why: str) -> Finding:
    return Finding(message=N_("The check could not be carried out: %(why)s"), params={"why": why})


def _told(finding: Finding) -> str:
    params: Mapping[str, object] = {
        name: translated(value) if isinstance(value, str) else value for name, value in finding.params.items()
    }
    return translated(finding.message) % params
