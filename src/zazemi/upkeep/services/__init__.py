"""What upkeep does: examine, back up, verify a backup, restore it."""

from zazemi.upkeep.services.backing_up import backup
from zazemi.upkeep.services.examination import CheckLine, Report, examine
from zazemi.upkeep.services.manifest import Manifest
from zazemi.upkeep.services.restoring import restore
from zazemi.upkeep.services.verification import verify

__all__ = ["CheckLine", "Manifest", "Report", "backup", "examine", "restore", "verify"]
