"""One-time form keys: a form sent twice is one record, the second answer repeats the first.

In a view::

    with step(by, why):
        done = claim(key, user_id)
        if done is None:
            record = make(...)
            remember(key, record_url)
"""

import uuid

from django.db import IntegrityError, models, transaction

from zazemi.kernel import clock

NOBODY = 0


class FormKey(models.Model):
    """A form that has been sent, and where its result is."""

    key = models.UUIDField()
    user_id = models.BigIntegerField(default=NOBODY)
    result_url = models.CharField(max_length=500, default="")
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "user_id"], name="kernel_formkey_used_once")]

    def __str__(self) -> str:
        return str(self.key)


def new_form_key() -> str:
    """Return a fresh key for the hidden field of a form."""
    return str(uuid.uuid4())


def claim(key: str, user_id: int | None) -> str | None:
    """Take the key inside the transaction of the write.

    Returns:
        None when the form comes for the first time; otherwise the address of the first result (empty
        when the first sending remembered none). A parallel second sending waits for the first.
    """
    claimed = FormKey(key=_parsed(key), user_id=user_id or NOBODY, claimed_at=clock.now())
    try:
        with transaction.atomic():
            claimed.save(force_insert=True)
    except IntegrityError:
        return FormKey.objects.get(key=claimed.key, user_id=claimed.user_id).result_url
    return None


def remember(key: str, result_url: str) -> None:
    """Keep where the result of the claimed form is; in the same transaction as ``claim``."""
    FormKey.objects.filter(key=_parsed(key), result_url="").update(result_url=result_url)


def _parsed(key: str) -> uuid.UUID:
    try:
        return uuid.UUID(key)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, key)
