"""Forms of parties: shape and syntax of input."""
