"""Every phase that the planner reports has words for people."""

import re
from pathlib import Path

from zazemi.planner import solve
from zazemi.planning.computing import PHASES


def test_every_phase_of_the_search_has_words():
    said = set(re.findall(r'phase="(\w+)"', Path(solve.__file__).read_text(encoding="utf-8")))
    assert said
    assert said <= set(PHASES)
