"""The door to verification: asking providers, their answers, the rule. See ``network.verification``."""

from zazemi.network.verification.answering import propose_by_link, proposed_now, verify_service
from zazemi.network.verification.asking import send_round
from zazemi.network.verification.fields import FieldKey

__all__ = ["FieldKey", "propose_by_link", "proposed_now", "send_round", "verify_service"]
