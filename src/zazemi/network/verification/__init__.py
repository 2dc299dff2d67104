"""Keeping services true: how old is what we know, asking providers, one link without an account, approval."""
