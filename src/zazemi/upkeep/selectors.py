"""Finding the record whose history is asked for."""

from typing import Any

from zazemi.kernel.actor import Actor
from zazemi.kernel.history import VersionLine, history_of
from zazemi.kernel.subjects import Subject, subject_of, subjects
from zazemi.kernel.versions import Versioned

Found = tuple[Subject[Any], Versioned]


def record_for(viewer: Actor, kind: str, reference: str) -> Found | None:
    """Return the subject and the record, or None when there is none or the viewer may not see it."""
    if kind not in subjects:
        return None
    subject = subjects.get(kind)
    try:
        record = subject.find(reference)
    except (ValueError, OverflowError):
        return None
    if record is None or not subject.may_be_seen(record, viewer):
        return None
    return subject, record


def parts_of(found: Found, viewer: Actor) -> list[Found]:
    """Return the parts of the record that have histories of their own and that the viewer may see."""
    subject, record = found
    parts = [(subject_of(part), part) for part in subject.parts(record)]
    return [(one, part) for one, part in parts if one is not None and one.may_be_seen(part, viewer)]


def lines_of(found: Found) -> tuple[VersionLine, ...]:
    """Return the versions of the record, the newest first, without what its room hides."""
    subject, record = found
    return history_of(record, hidden=subject.hidden_fields())
