"""What can be wrong with the index, in sentences for people."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class NoInputError(ZazemiError):
    """No inputs of the index are loaded for the year."""

    message = N_("No inputs of the index are loaded for the year %(year)s.")
    way_out = N_("Import the official workbook of that year; loaded years: %(known)s.")


class NoIndicatorSetError(ZazemiError):
    """No indicator set is valid for the year."""

    message = N_("No rules of the index are known for the year %(year)s.")
    way_out = N_("The rules hold for the years %(known)s; a change of the law needs a new indicator set.")


class IndicatorSetChangedError(ZazemiError):
    """A stored indicator set differs from the one in the program under the same version."""

    message = N_("The indicator set %(version)s differs from the stored one.")
    way_out = N_("Give the changed set a new version.")


class NoPointError(ZazemiError):
    """A municipality of the table has no definition point."""

    message = N_("The municipality %(code)s has no definition point.")
    way_out = N_("Put obce_definicni_body.geojson or obce_cr.csv beside the workbook, or load the territory.")


class NoYearError(ZazemiError):
    """The headers of the workbook do not say the year."""

    message = N_("The headers of the table do not say the year of the data.")
    way_out = N_("Keep the official headers, such as “Index soc. vyloučení 2023 (0-30 bodů)”.")


class NotYoursError(ZazemiError):
    """The actor may not do it."""

    message = N_("Only the regional office defines indicators and follows up their values.")
    way_out = N_("Ask the regional office.")


class UnknownSeriesError(ZazemiError):
    """A formula names a series that no importer brings."""

    message = N_("There is no series called %(keys)s.")
    way_out = N_("Choose from the list of series.")


class WrongFormulaError(ZazemiError):
    """The sides do not fit the form."""

    message = N_("The two sides do not fit the form of the formula.")
    way_out = N_(
        "A sum has only a left side, every other form has both; all series are of municipalities, "
        "or all of districts. The right side of a rule may be a number."
    )


class MethodExistsError(ZazemiError):
    """A version of the method starts on that day or later."""

    message = N_("A version of the method of “%(key)s” starts on that day or later.")
    way_out = N_("Choose a later day, or correct that version.")


class NoReasonError(ZazemiError):
    """Explained or corrected, but nobody says how."""

    message = N_("An explained or corrected value needs a note.")
    way_out = N_("Write in one sentence what you found out.")
    field = "note"


class NoTableInsideError(ZazemiError):
    """A packed file without exactly one table."""

    message = N_("The archive %(name)s holds %(found)s tables; exactly one .csv is expected.")
    way_out = N_("Download the file once more, or unpack it and import the table.")
