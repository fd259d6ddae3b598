"""The room of the devices, in its states."""

from dataclasses import replace
from datetime import timedelta

from kiosk.backup.words import WhyNoBackup
from kiosk.office.stations.changelog import log_pages
from kiosk.office.stations.views import BackupState, CameraRoom, CopyEnded, CopyRow, UpdateLog, Upkeep
from tests.screens.samples import NOW

FOLDER = "/media/library/TOSHIBA-64G/图书馆备份"
WELL = BackupState(NOW - timedelta(hours=18), "", True, FOLDER, True)
NEVER = BackupState(None, "", True, "/home/library/backups", False)
SAME_DISK = replace(NEVER, at=NOW - timedelta(days=40), second_medium=False)
COPIES = tuple(
    CopyRow(at, f"k-abc234-202611{23 - at}", NOW - timedelta(days=at, hours=1), 12.4, 20_345) for at in range(3)
)
ENDED = CopyEnded(False, "", "k-abc234-20261123-120700.sqlite", FOLDER, 12.4, 20_512, 31_207, 0, True)
LONG = max(log_pages(), key=lambda page: sum(map(len, page.lines)))

PAGES = {
    "camera": CameraRoom(WELL),
    "camera-never": CameraRoom(NEVER),
    "upkeep": Upkeep(WELL, COPIES, 43.2, "0.1.0", True),
    "upkeep-empty": Upkeep(NEVER, (), 1.2, "0.1.0", False),
    "upkeep-same-disk": Upkeep(SAME_DISK, COPIES[:1], 143.2, "12.10.3", True),
    "made": ENDED,
    "made-same-disk": replace(ENDED, second_medium=False),
    "tried": replace(ENDED, drill=True),
    "log": UpdateLog(LONG.heading, LONG.lines, 0, 9),
    "log-last": UpdateLog("0.1.0", ("First.",), 8, 9),
}
PAGES |= {f"camera-{why}": CameraRoom(replace(WELL, why=why)) for why in WhyNoBackup}
PAGES |= {f"upkeep-{why}": Upkeep(replace(WELL, why=why), COPIES, 43.2, "0.1.0", True) for why in WhyNoBackup}
PAGES |= {f"ended-{why}": replace(ENDED, why=why, drill=True) for why in WhyNoBackup}
