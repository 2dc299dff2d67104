"""Zázemí: the cooperation system for social inclusion in a Czech region."""

__version__ = "0.1.0"
