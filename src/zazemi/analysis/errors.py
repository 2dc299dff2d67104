"""What can go wrong in the problem analysis, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class SettingsRefusedError(ZazemiError):
    """The actor may not set how the needs are judged."""

    message = N_("Only the head of the regional department may change the settings of the analysis.")
    way_out = N_("Ask the head of the department for the change.")


class SettingsDayTakenError(ZazemiError):
    """There already are settings valid from the same day."""

    message = N_("Settings valid from %(valid_from)s already exist.")
    way_out = N_("Open them and change them there, or choose another day.")


class UnknownNeedModelError(ZazemiError):
    """No model of need has that mark."""

    message = N_("No model of need is called %(code)s.")
    way_out = N_("Choose one of the models in the list.")


class NeedModelRefusedError(ZazemiError):
    """The actor may not write models of need."""

    message = N_("Only the head of the regional department may write models of need and put them in force.")
    way_out = N_("Ask the head of the department for the change.")


class NeedModelInForceError(ZazemiError):
    """A model that has been in force is not changed."""

    message = N_("The model %(code)s has been in force, so it is not changed any more.")
    way_out = N_("Copy it, change the copy and put the copy in force from a day.")


class BadCoefficientError(ZazemiError):
    """A coefficient that cannot be computed with."""

    message = N_("The coefficient “%(name)s” is %(value)s.")
    way_out = N_("Write zero or a positive number; clients of one FTE and full intensity above zero.")


class StatementRefusedError(ZazemiError):
    """The actor may not enter needs."""

    message = N_("Stated needs are entered by officers of the region and the head of the department.")
    way_out = N_("Send the statement with its paper to the regional department.")


class BadStatementError(ZazemiError):
    """A statement that contradicts itself or says too much; carries the field it is about."""

    message = N_("The statement cannot be entered like this.")
    way_out = N_("Correct the field.")
    field = ""


class SaysWhoError(BadStatementError):
    """Free text with a birth number."""

    message = N_("The text holds a birth number.")
    way_out = N_("Leave people out; write counts only.")


class TooFewPeopleError(BadStatementError):
    """So few people that they could be recognised."""

    message = N_("Fewer than %(fewest)s people are not written as a number.")
    way_out = N_("Choose just needed, without a number.")
    field = "amount"


class AreaNeedsNumberError(BadStatementError):
    """An area that is just needed."""

    message = N_("Of a whole area say how much is needed.")
    way_out = N_("Write a number of FTE or people, or name one municipality.")
    field = "amount"


class GroupOverridesError(BadStatementError):
    """The need of one target group cannot replace the need of all."""

    message = N_("The need of one target group cannot replace the computed need of all.")
    way_out = N_("Choose that it is added, or leave out the target group.")
    field = "effect"


class AlreadyWithdrawnError(ZazemiError):
    """The statement does not count any more."""

    message = N_("The statement was withdrawn on %(day)s.")
    way_out = N_("Enter a new statement if it holds again.")


class RunRefusedError(ZazemiError):
    """The actor may not save runs."""

    message = N_("Runs are saved by officers of the region, the head of the department and consultants.")
    way_out = N_("Ask one of them to save the run.")
