"""Tables of the kernel; each is described in the module that uses it."""

from zazemi.kernel.audit import AuditEntry, AuditHead, AuditItem
from zazemi.kernel.formkeys import FormKey
from zazemi.kernel.numbers import Counter
from zazemi.kernel.versions import Versioned, VersionedQuerySet

__all__ = ["AuditEntry", "AuditHead", "AuditItem", "Counter", "FormKey", "Versioned", "VersionedQuerySet"]
