"""What can go wrong in planning, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class PlanningForbiddenError(ZazemiError):
    """The actor may not plan."""

    message = N_("Plans are made by the regional office and the Agency.")
    way_out = N_("Ask the regional department of social affairs.")


class NoNormError(ZazemiError):
    """There are no prices of teams for the day of the scenario."""

    message = N_("There are no prices of teams for %(on)s.")
    way_out = N_("Choose a later day of prices.")


class BadTermsError(ZazemiError):
    """The terms of a kind of service contradict each other."""

    message = N_("The terms of the kind %(kind)s do not fit: %(what)s.")
    way_out = N_("Mend the numbers of this kind.")


class NoNeedKnownError(ZazemiError):
    """The region has no indicators, so its need is not known."""

    message = N_("The need of the region %(region)s is not known: no indicators are loaded.")
    way_out = N_("Import the workbook of the index and compute it first.")


class CertificateFailedError(ZazemiError):
    """The independent check did not confirm the plan, so it is not shown."""

    message = N_("The independent check did not confirm the plan: %(rules)s.")
    way_out = N_("Nothing was stored. Please report it with the number of the plan.")


class PlanNotReadyError(ZazemiError):
    """Asked for the result of a plan that has none."""

    message = N_("The plan %(reference)s has no result yet.")
    way_out = N_("Wait for the computation to end.")
