"""What can be wrong with organisations, people, contacts, bodies and seats."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class PartiesError(ZazemiError):
    """Any refusal of this room; ``field`` names the field of the form it belongs to."""

    field: str = ""


class NotYoursError(PartiesError):
    """The actor may not write this record."""

    message = N_("You may not change this record.")
    way_out = N_("The regional office can; the contacts of an organisation also its own people.")


class NamelessOrganisationError(PartiesError):
    """An organisation without a name."""

    field = "name"
    message = N_("The organisation has no name.")
    way_out = N_("Write its name as in the register.")


class TakenIcoError(PartiesError):
    """Another organisation has the IČO."""

    field = "ico"
    message = N_("The IČO %(ico)s belongs to the organisation “%(name)s” already.")
    way_out = N_("Choose that organisation, or correct the IČO.")


class WrongDataBoxError(PartiesError):
    """The text cannot be the id of a data box."""

    field = "data_box"
    message = N_("“%(text)s” cannot be the id of a data box.")
    way_out = N_("It has seven letters and digits, such as 8tuai67.")


class TakenDataBoxError(PartiesError):
    """Another organisation has the data box."""

    field = "data_box"
    message = N_("The data box %(data_box)s belongs to the organisation “%(name)s” already.")
    way_out = N_("Choose that organisation, or correct the id.")


class TakenPlaceError(PartiesError):
    """The municipality or region is an organisation already."""

    field = "municipality"
    message = N_("“%(place)s” is entered as the organisation “%(name)s” already.")
    way_out = N_("Open that organisation, or end it first.")


class CircleError(PartiesError):
    """A record would stand above itself."""

    field = "part_of"
    message = N_("“%(name)s” cannot stand above this record: it stands under it.")
    way_out = N_("Choose another one, or leave the field empty.")


class ReversedDaysError(PartiesError):
    """The last day lies before the first one."""

    field = "valid_to"
    message = N_("The last day lies before the first one.")
    way_out = N_("Swap the two days or leave the last one empty.")


class DoubledError(PartiesError):
    """The same thing is there already."""

    message = N_("This is entered already: %(what)s.")
    way_out = N_("Open that one and change it, or end it first.")


class MergedRecordError(PartiesError):
    """The record is only a pointer to another one."""

    message = N_("“%(name)s” was merged into “%(kept)s”.")
    way_out = N_("Work with that one.")


class NamelessPersonError(PartiesError):
    """A person without a family name."""

    field = "family_name"
    message = N_("The person has no family name.")
    way_out = N_("Write the name under which the person works.")


class ErasedPersonError(PartiesError):
    """The person's data were erased."""

    message = N_("The data of this person were erased, nothing can be entered.")
    way_out = N_("Enter the person anew when there is a reason for it.")


class EmptyContactError(PartiesError):
    """A contact that leads nowhere."""

    field = "email"
    message = N_("The contact has neither a person nor an e-mail nor a phone.")
    way_out = N_("Fill in at least one of them.")


class StrangerError(PartiesError):
    """The person of a contact works elsewhere."""

    field = "person"
    message = N_("“%(person)s” has no function in this organisation.")
    way_out = N_("Let the regional office enter the function first.")


class NamelessBodyError(PartiesError):
    """A body without a name."""

    field = "name"
    message = N_("The body has no name.")
    way_out = N_("Write its full official name.")


class WrongKeyError(PartiesError):
    """The text cannot be the key of a body, or is taken."""

    field = "key"
    message = N_("“%(key)s” cannot be the key of this body.")
    way_out = N_("Use small letters without diacritics, digits and hyphens, different from other bodies.")


class OccupiedRoleError(PartiesError):
    """Two people would be chair, or secretary, on the same day."""

    field = "role"
    message = N_("From %(first)s “%(person)s” is %(role)s of the body.")
    way_out = N_("End that seat first, or choose other days.")


class SeatedAlreadyError(PartiesError):
    """The person would sit in the body twice on the same day."""

    field = "person"
    message = N_("“%(person)s” sits in the body on these days already (from %(first)s).")
    way_out = N_("Change that seat, or choose other days.")


class SubstituteError(PartiesError):
    """A substitute without the one it stands in for, or the other way round."""

    field = "substitute_for"
    message = N_("A substitute names a member of the same body whom it stands in for; nobody else does.")
    way_out = N_("Choose the member, or another role.")


class OutsideTermError(PartiesError):
    """A seat outside the days of its body."""

    field = "valid_from"
    message = N_("The body works from %(first)s to %(last)s; the seat lies outside.")
    way_out = N_("Change the days of the seat, or those of the body first.")


class SameRecordError(PartiesError):
    """A record cannot be merged with itself."""

    message = N_("A record cannot be merged with itself.")
    way_out = N_("Choose another one.")


class TwoIdentitiesError(PartiesError):
    """Both organisations have a valid IČO of their own, so they are two."""

    message = N_(
        "“%(kept)s” has the IČO %(kept_ico)s and “%(merged)s” %(merged_ico)s: they are two organisations."
    )
    way_out = N_("Correct a wrong IČO first; if one followed after the other, enter the succession instead.")


class SucceedingError(PartiesError):
    """One of the two followed after the other, so they are two."""

    message = N_("“%(kept)s” and “%(merged)s” are entered as one following after the other.")
    way_out = N_("Leave both: history needs them.")
