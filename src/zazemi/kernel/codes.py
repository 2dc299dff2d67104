"""The slot ``codes``: dated code lists that rooms offer to exchange formats and forms."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from zazemi.kernel.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One value of a code list."""

    code: str
    title: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class CodeList(Protocol):
    """A code list of a room."""

    name: str
    title: str

    def codes(self, on: dt.date) -> Sequence[Code]:
        """Return the codes valid on the day, in their own order."""


codes: Registry[CodeList] = Registry("codes")
