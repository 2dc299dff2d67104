"""The official workbook of 2023 as the input of the index, for tests on real data."""

import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import settings
from python_calamine import CalamineWorkbook

from zazemi.measures.exclusion_index import IndexInput

settings.register_profile("cellar", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("cellar")


@dataclass(frozen=True)
class Official:
    """The workbook: the input, the published index, and what it publishes of shares and quotients."""

    table: IndexInput
    names: list[str]
    index: npt.NDArray[np.int64]
    category: list[str]
    share: npt.NDArray[np.float64]
    lq: npt.NDArray[np.float64]


@pytest.fixture(scope="session")
def official(real_data):
    path = real_data / "index_socialniho_vylouceni_2023.xlsx"
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    features = json.loads((real_data / "obce_definicni_body.geojson").read_text(encoding="utf-8"))["features"]
    points = {f["properties"]["Kod"]: f["geometry"]["coordinates"][0] for f in features}
    place = np.array([points[int(row[0])] for row in rows])

    def column(number):
        return np.array([row[number] if isinstance(row[number], float) else np.nan for row in rows])

    table = IndexInput(
        codes=[str(int(row[0])) for row in rows],
        region_codes=[row[9] for row in rows],
        population_15_plus=column(11),
        population_15_64=column(12),
        foreclosures=column(13),
        housing_allowances=column(16),
        living_allowances=column(19),
        long_term_seekers=column(22),
        early_leavers=column(25),
        pupils_finished=column(27),
        lat=place[:, 1],
        lon=place[:, 0],
    )
    return Official(
        table=table,
        names=[row[1] for row in rows],
        index=column(29).astype(int),
        category=[row[30] for row in rows],
        share=np.column_stack([column(number) for number in (14, 17, 20, 23, 26)]),
        lq=np.column_stack([column(number) for number in (15, 18, 21, 24, 28)]),
    )
