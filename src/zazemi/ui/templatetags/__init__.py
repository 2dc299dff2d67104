"""Template tags of the room ``ui``."""
