"""Who takes part: organisations, people with their functions and contacts, bodies with dated seats.

Source:  IČO by Act 304/2013, eight digits with a check digit; bodies of a region by Act 129/2000.
People are kept for their work only: name, function, work contact. No group membership, nothing sensitive.
"""

from zazemi.parties.models.bodies import Body, Seat
from zazemi.parties.models.organisations import Organisation, Succession
from zazemi.parties.models.people import Contact, Function, Person

__all__ = ["Body", "Contact", "Function", "Organisation", "Person", "Seat", "Succession"]
