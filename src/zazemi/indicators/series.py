"""Writing of the room's series: indicator sets, input rows, computations with their results.

Rows are only added. What is the same as before is not written again.
Raises:  IndicatorSetChangedError.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from zazemi.indicators.errors import IndicatorSetChangedError
from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult, IndicatorSet, SeriesValue
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.measures import exclusion_index
from zazemi.measures.exclusion_index import IndexInput

_BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfInputs:
    """The inputs of one year and of one world (real or fictional), in the order of ``table``."""

    year: int
    is_fictional: bool
    table: IndexInput
    rows: Sequence[IndexInputRow]


def stored_set(rules: exclusion_index.IndicatorSet) -> IndicatorSet:
    """Return the stored row of an indicator set, writing it when it is used for the first time.

    Raises IndicatorSetChangedError when the rules differ under the same version.
    """
    definition = {
        "rules": [asdict(rule) for rule in rules.rules],
        "base_rule": str(rules.base_rule),
        "class_starts": list(rules.class_starts),
    }
    stored, _ = IndicatorSet.objects.get_or_create(
        version=rules.version,
        defaults={
            "name": rules.name,
            "valid_from": rules.valid_from,
            "valid_to": rules.valid_to,
            "definition": definition,
            "source": rules.source,
        },
    )
    if stored.definition != definition:
        raise IndicatorSetChangedError(params={"version": rules.version})
    return stored


def add_inputs(rows: Sequence[IndexInputRow]) -> None:
    """Add imported input rows."""
    IndexInputRow.objects.bulk_create(rows, batch_size=_BATCH)


def add_values(rows: Sequence[SeriesValue]) -> None:
    """Add imported values of series."""
    SeriesValue.objects.bulk_create(rows, batch_size=_BATCH)


def fingerprint(inputs: YearOfInputs) -> str:
    """Sha256 of everything the computation reads."""
    table = inputs.table
    digest = hashlib.sha256(f"{inputs.year};{','.join(table.codes)};{','.join(table.region_codes)}".encode())
    for column in (table.numerators(), table.denominators(), table.lat, table.lon):
        digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


def add_results(
    inputs: YearOfInputs, result: exclusion_index.IndexResult, indicator_set: IndicatorSet, by: Actor
) -> IndexComputation:
    """Add a computation with the results of all its municipalities."""
    computation = IndexComputation.objects.create(
        indicator_set=indicator_set,
        year=inputs.year,
        is_fictional=inputs.is_fictional,
        computed_at=clock.now(),
        by_name=by.name,
        municipalities=len(inputs.rows),
        national_share=result.national_share.tolist(),
        import_run_ids=sorted({row.import_run_id for row in inputs.rows if row.import_run_id is not None}),
        input_sha256=fingerprint(inputs),
    )
    columns = zip(
        inputs.rows,
        result.values.tolist(),
        result.points.tolist(),
        result.base_share.tolist(),
        result.index.tolist(),
        result.category.tolist(),
        result.school_from.tolist(),
        strict=True,
    )
    IndexResult.objects.bulk_create(
        [
            IndexResult(
                computation=computation,
                municipality_id=row.municipality_id,
                input_row=row,
                values=values,
                points=points,
                base_share=base_share,
                index=index,
                category=category,
                lender_id=None if lender == at else inputs.rows[lender].municipality_id,
            )
            for at, (row, values, points, base_share, index, category, lender) in enumerate(columns)
        ],
        batch_size=_BATCH,
    )
    return computation
