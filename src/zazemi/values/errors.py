"""The one shape of every error that a person may read: what is wrong, where, and the way out.

Pure:    yes. Translation happens above: ``kernel.sentences.sentence_of(error)``.
"""

from collections.abc import Mapping


class ZazemiError(Exception):
    """An error with a sentence for people.

    ``message`` and ``way_out`` are English msgids with ``%(name)s``
    placeholders; ``params`` fills both. ``where`` names the place (file, sheet,
    row, cell, field), already formatted, or is empty.
    """

    message: str = ""
    way_out: str = ""

    def __init__(
        self,
        message: str = "",
        *,
        way_out: str = "",
        where: str = "",
        params: Mapping[str, object] | None = None,
    ) -> None:
        self.message = message or type(self).message
        self.way_out = way_out or type(self).way_out
        self.where = where
        self.params = dict(params or {})
        super().__init__(self.message)

    def __str__(self) -> str:
        """Return the English sentence: place, message, way out."""
        parts = [f"{self.where}:" if self.where else "", self.message % self.params]
        if self.way_out:
            parts.append(self.way_out % self.params)
        return " ".join(part for part in parts if part)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Pickle with all parts, so that errors survive the way out of a child process."""
        return _rebuild, (type(self), self.message, self.way_out, self.where, self.params)


def _rebuild(
    kind: type[ZazemiError], message: str, way_out: str, where: str, params: dict[str, object]
) -> ZazemiError:
    error = kind.__new__(kind)
    ZazemiError.__init__(error, message, way_out=way_out, where=where, params=params)
    return error
