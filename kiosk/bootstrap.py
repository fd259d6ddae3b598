"""Put a station together: the only place that names concrete drivers, threads and the clock."""

import logging
import signal
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from peewee import Database

from db.connection import open_database
from db.settings import get_setting
from kiosk.backup.nightly import Nightly, backup_command, in_a_process
from kiosk.backup.outcome import last_outcome
from kiosk.clock import Clock, clock_starting_at, steady_clock, system_clock
from kiosk.config import Config
from kiosk.hardware.camera_feed import CameraFeed
from kiosk.hardware.camera_port import Camera
from kiosk.hardware.camera_report import check
from kiosk.hardware.camera_status import CameraState, CameraStatus
from kiosk.hardware.picture_quality import PictureFigures
from kiosk.hardware.scan import Symbol
from kiosk.hardware.wedge_scanner import WedgeScanner
from kiosk.lending.desk import Desk
from kiosk.office.setup.guide import guide_needed
from kiosk.office.stations.volume import VOLUME
from kiosk.office.touch_kit.places import FOLDER, Places
from kiosk.screens.settings import ScreenSettings, configure_kivy
from kiosk.selfcheck.staff_desk import OfficeSetup, never
from kiosk.selfcheck.staff_views import DeviceFacts, Meter, Seen
from kiosk.selfcheck.station import Station
from kiosk.selfcheck.views import StatusFacts
from kiosk.sync.agent import SyncAgent, SyncStatus
from kiosk.sync.credentials import BadCredentials, Credentials, place_beside, read_credentials
from kiosk.sync.health import station_health
from kiosk.sync.identity import Identity, identity
from kiosk.sync.identity_file import IdentityFile, IdentityNotKept, machine_mark, settle

ASSETS = Path(__file__).parent.parent / "assets"
log = logging.getLogger("kiosk")


@dataclass(frozen=True, slots=True)
class StationParts:
    """A station without a screen or a camera yet."""

    db: Database
    station: Station
    agent: SyncAgent | None
    school: str
    nightly: Nightly | None = None


def set_up(config: Config, at: datetime | None = None) -> StationParts:
    """Open the database and set up the desk in this thread. at: what the clock says now; None for the real time."""
    db = open_database(config.database)
    timezone = ZoneInfo(get_setting("timezone"))
    clock: Clock = system_clock(timezone) if at is None else clock_starting_at(at.replace(tzinfo=timezone))
    steady = steady_clock()
    file = None
    if config.database != ":memory:":
        file = IdentityFile(identity_path(config), config.database, machine_mark())
    me = settle(db, file) if file else identity(db)
    credentials = _credentials(config)

    def health() -> dict[str, object]:
        copied = last_outcome().success
        said = station_health(db, home_of(config.database), agent.status().clock_ahead_ms)
        return {**said, "backup_at": copied.at} if copied else said

    agent = SyncAgent(db, credentials, clock, steady=steady, health=health) if credentials else None

    def recorded() -> None:
        keep_identity(me.kiosk, *desk.journal.tail)
        if agent:
            agent.wake()

    def keep_identity(kiosk: str, epoch: int, seq: int, event: str) -> None:
        if file is None:
            return
        try:
            file.keep(Identity(kiosk, epoch), seq, event)
        except IdentityNotKept as why:
            # The loan is committed. A file that has stayed behind still knows older copies than itself.
            log.error("%s", why)

    def begun(later: Identity) -> None:
        desk.journal.begin(later.epoch)
        keep_identity(*later, 0, "")

    desk = Desk(db, *me, timezone, recorded, steady)
    if agent:
        agent.on_epoch = begun
    nightly = None
    if config.backup.folder:
        make = partial(in_a_process, backup_command(Path(config.backup.folder)), config.database)
        nightly = Nightly(db, clock, time.fromisoformat(config.backup.at), make)
    # One that has joined a centre is not empty, only not told yet.
    empty = guide_needed if agent is None else never
    office_setup = OfficeSetup(Places(home_of(config.database) / FOLDER), empty, at_a_branch=agent is not None)
    return StationParts(
        db, Station(desk, clock, config.patterns, office_setup), agent, get_setting("school_name"), nightly
    )


def _credentials(config: Config) -> Credentials | None:
    """None for a station that is its own centre; a file that cannot be read keeps nobody from lending."""
    try:
        joined = read_credentials(place_beside(config.database))
    except BadCredentials as why:
        log.error("%s", why)
        return None
    told = {name: value for name, value in asdict(config.centre).items() if value}
    return replace(joined, **told) if joined else None


def quiet_libraries() -> None:
    """Kivy asks for every detail of everybody when it is imported; a journal of SQL helps nobody at a school."""
    logging.getLogger().setLevel(logging.INFO)
    for name in ("peewee", "PIL", "kivy"):
        logging.getLogger(name).setLevel(logging.WARNING)


def home_of(database: str) -> Path:
    """Where this station keeps what is its own: beside its database, or here when that is a server's."""
    return Path.cwd() if "://" in database else Path(database).resolve().parent


def identity_path(config: Config) -> Path:
    if config.identity:
        return Path(config.identity)
    name = "station" if "://" in config.database else Path(config.database).name
    return home_of(config.database) / f"{name}.identity"


class Running:
    """The app with its camera, its scanner gun and its sync, from start to end."""

    def __init__(
        self,
        parts: StationParts,
        config: Config,
        open_source: Callable[[], Camera] | None,
    ) -> None:
        settings = ScreenSettings(
            fullscreen=config.fullscreen,
            width=config.width,
            height=config.height,
            language=config.language,
            camera_side=config.camera_side,
        )
        configure_kivy(settings, home_of(config.database) / "kivy")
        # Importing these opens the window, so not before it is configured.
        from kiosk.app import StationApp
        from kiosk.screens.speaker import Speaker, Volume
        from kiosk.screens.wording import Wording

        quiet_libraries()
        self._parts = parts
        self.on_end: Callable[[], object] = lambda: None
        self._wedge = WedgeScanner()
        self._feed: CameraFeed | None = None
        self.app = StationApp(
            parts.station,
            wording_of=lambda language: Wording(language, parts.station.desk.timezone),
            frames=self._frame,
            status=self._status,
            devices=self._devices,
            sync_now=self._sync_now,
            settings=settings,
            speaker=Speaker(ASSETS / "sounds", Volume(get_setting(VOLUME) or config.volume)),
        )
        self.app.on_key = self._key
        if open_source:
            self._feed = CameraFeed(
                open_source, on_scan=self.app.deliver, on_status=self._camera_says, on_end=self._ended
            )

    def run(self) -> None:
        """Returns when staff have left the station, the machine shuts down, or a demonstration's source has ended."""
        # The window refuses to be closed by whoever stands before it; the machine itself may ask.
        signal.signal(signal.SIGTERM, lambda *_: self.app.leave())
        if self._parts.agent:
            self._parts.agent.start()
        if self._parts.nightly:
            self._parts.nightly.start()
        if self._feed:
            self._feed.start()
        try:
            self.app.run()
        finally:
            if self._feed:
                self._feed.close()
            if self._parts.agent:
                self._parts.agent.stop()
            if self._parts.nightly:
                self._parts.nightly.stop()

    def _frame(self) -> np.ndarray | None:
        frame = self._feed.newest_frame if self._feed else None
        return frame.image if frame else None

    def _status(self) -> StatusFacts:
        facts = StatusFacts(self._parts.school, "none")
        if self._feed:
            status = self._feed.status
            facts = StatusFacts(
                self._parts.school,
                camera="lost" if status.state is CameraState.LOST else "ok",
                sees=status.view.value,
                guidance=status.guidance.value if status.guidance else "",
                unreadable=status.unreadable,
            )
        agent = self._parts.agent
        if agent is None:
            return facts
        sync = agent.status()
        return replace(facts, online=sync.online, waiting=sync.waiting)

    def _devices(self) -> DeviceFacts:
        frame = self._frame()
        facts = DeviceFacts()
        if frame is not None:
            facts = device_facts(frame, self._feed.newest_symbols, self._feed.figures)
        if self._parts.agent is None:
            return facts
        sync = self._parts.agent.status()
        return replace(facts, last_contact=sync.last_contact, why_away=_why_away(sync))

    def _sync_now(self) -> None:
        if self._parts.agent:
            self._parts.agent.wake(at_once=True)

    def _key(self, character: str, at: float) -> None:
        scan = self._wedge.key(character, at)
        if scan is not None:
            self.app.deliver(scan)

    def _camera_says(self, status: CameraStatus) -> None:
        lost = str(status.reason) if status.state is CameraState.LOST else None
        if status.state is not CameraState.STARTING:
            self.app.deliver_camera(lost)

    def _ended(self) -> None:
        log.info("the camera source has ended")
        self.on_end()


def device_facts(image: np.ndarray, symbols: Sequence[Symbol], figures: PictureFigures | None) -> DeviceFacts:
    """What the devices screen is told of a picture and of what was found in it."""
    high, wide = image.shape[:2]
    checkup = check(figures)
    meters = (Meter(m.name.value, m.figure, m.level, m.verdict.value, m.word) for m in checkup.meters)
    seen = (Seen(symbol.text, tuple((x / wide, y / high) for x, y in symbol.corners)) for symbol in symbols)
    return DeviceFacts(tuple(meters), checkup.advice.value, tuple(seen))


def _why_away(sync: SyncStatus) -> str:
    return sync.why.value if sync.why and not sync.online else ""
