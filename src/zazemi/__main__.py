"""``python -m zazemi`` is the same as the console command ``zazemi``."""

import sys

from zazemi.cli.main import main

sys.exit(main())
