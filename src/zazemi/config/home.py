"""The folder that holds everything of one installation: database, files, secret key."""

import os
import secrets
from pathlib import Path


def home_folder(asked: str) -> Path:
    """Return the installation's folder, made when absent; only its owner may read it."""
    base = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local" / "share")
    folder = Path(asked) if asked else Path(base) / "zazemi"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.resolve()


def secret_key(folder: Path, *, ephemeral: bool = False) -> str:
    """Return the signing key; it is made on the first start and kept in ``secret.key``."""
    if ephemeral:
        return secrets.token_urlsafe(50)
    file = folder / "secret.key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii")
