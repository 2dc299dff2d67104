"""The list of demonstration accounts on the sign-in page; empty outside the demonstration."""

from django import template

from zazemi.accounts.choices import DEMO_PASSWORD
from zazemi.accounts.selectors import demo_accounts

register = template.Library()


@register.simple_tag
def demo_accounts_list() -> dict[str, object]:
    """Give the accounts and their password, only in the demonstration."""
    accounts = demo_accounts()
    return {"accounts": accounts, "password": DEMO_PASSWORD if accounts else ""}
