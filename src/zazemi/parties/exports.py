"""A contact as a business card (vCard 4.0), for the address book of a phone.

Source:  RFC 6350.
"""

from zazemi.parties.selectors import ShownContact

CONTENT_TYPE = "text/vcard; charset=utf-8"


def card_of(contact: ShownContact) -> str:
    """Return the card with what the viewer may see; values are escaped, so nothing can add a line."""
    name = contact.who or contact.organisation.name
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"KIND:{'individual' if contact.function else 'org'}",
        f"FN:{_escaped(name)}",
        f"ORG:{_escaped(contact.organisation.name)}",
        f"TITLE:{_escaped(contact.function)}" if contact.function else "",
        f"ROLE:{_escaped(contact.role)}",
        f"EMAIL:{_escaped(contact.email)}" if contact.email else "",
        f"TEL:{_escaped(contact.phone)}" if contact.phone else "",
        f"URL:{_escaped(contact.organisation.web)}" if contact.organisation.web else "",
        "END:VCARD",
    ]
    return "".join(f"{line}\r\n" for line in lines if line)


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\\n".join(plain.splitlines())
