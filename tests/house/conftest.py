"""Every test in this folder is a rule of the house."""

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/house" in item.path.as_posix():
            item.add_marker(pytest.mark.house)
