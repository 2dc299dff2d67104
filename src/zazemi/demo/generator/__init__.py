"""The workshop of the fictional regions: run by hand, its results lie in ``demo/data``."""
