"""What all tests share: the folder of real data, and a home of their own."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("ZAZEMI_HOME", tempfile.mkdtemp(prefix="zazemi-test-"))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# The driver of the browser keeps an event loop; Django would refuse the database to every later test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).resolve().parent.parent


def real_data_folder() -> Path | None:
    """Where the real data lies: beside the checkout, or where ZAZEMI_DATA says."""
    asked = os.environ.get("ZAZEMI_DATA")
    folder = Path(asked) if asked else ROOT.parent / "shared" / "data"
    return folder if (folder / "index_socialniho_vylouceni_2023.xlsx").exists() else None


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with the official data, or a skip that says so."""
    folder = real_data_folder()
    if folder is None:
        pytest.skip("skipped: no real data (set ZAZEMI_DATA to the folder that holds the official workbook)")
    return folder


TRANSACTIONAL = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


@pytest.fixture(autouse=True)
def _flushable_audit_chain(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the append-only triggers away before the flush of a transactional test; it puts them back."""
    marker = request.node.get_closest_marker("django_db")
    if not (
        TRANSACTIONAL.intersection(request.fixturenames) or (marker and marker.kwargs.get("transaction"))
    ):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from zazemi.kernel import triggers

    triggers.remove()
