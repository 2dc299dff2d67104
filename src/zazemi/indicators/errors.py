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
