"""Downloading of official sources for people with internet: what, from where, under which guards.

Doors:   ``fetch``, ``known_sources``, ``Guards``, ``cut_to``.
"""

from zazemi.intake.fetching.cutting import cut_to
from zazemi.intake.fetching.fetch import Fetched, fetch
from zazemi.intake.fetching.guards import Guards
from zazemi.intake.fetching.sources import Source, known_sources

__all__ = ["Fetched", "Guards", "Source", "cut_to", "fetch", "known_sources"]
