"""Work for child processes that ends badly; it imports nothing of the system."""

import os
import signal


def killed(_question, _tell):
    """Die in the middle of the search."""
    os.kill(os.getpid(), signal.SIGKILL)
