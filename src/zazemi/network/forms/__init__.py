"""Forms of the network: shape and syntax of input; their fields are named as those of the records."""
