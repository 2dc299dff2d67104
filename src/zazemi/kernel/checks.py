"""The slot ``checks``: what must always hold, asked by ``zazemi doctor``.

A room writes ``checks.py`` with functions that yield findings and registers them::

    checks.register("planning.money", Check("planning.money", N_("Plans stay within their budget"), run))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from zazemi.kernel.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a check does not hold; ``message`` is a msgid filled by ``params``."""

    message: str
    where: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A named integrity check; ``run`` yields its findings and writes nothing."""

    id: str
    title: str
    run: Callable[[], Iterable[Finding]]


checks: Registry[Check] = Registry("checks")


def add_check(check_id: str, title: str, run: Callable[[], Iterable[Finding]]) -> Check:
    """Register a check under its id, such as ``files.stored``."""
    return checks.register(check_id, Check(check_id, title, run))
