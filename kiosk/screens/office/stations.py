"""The camera's doctor with sync and backup, what there is to keep up, and what came of a copy."""

from collections.abc import Callable, Mapping

from kiosk.office.stations.views import BackupState, CameraRoom, CopyEnded, CopyRow, StationsAction, UpdateLog, Upkeep
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.camera_doctor import CameraDoctor, DoctorPlaces
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import card, draw_foot_pager
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2, MIST2, PINE_T, RED_T
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

VOLUMES = ("off", "quiet", "normal", "loud")
FRAMES_A_FIGURE = 6  # the camera's figures change once a second, its picture six times
PLAIN = (24, 22, (22, 2), (22, 3))


def draw_camera_room(screen: OfficeCanvas, page: CameraRoom) -> None:
    buttons = [HeadButton(screen.say("devices.more"), Act(StationsAction.MORE), "usb")]
    if screen.grid.portrait:
        buttons.append(HeadButton(screen.say("devices.back_up"), Act(StationsAction.BACK_UP), "", MAIN))
    screen.head(screen.say("devices.title"), screen.say("devices.every_second"), *buttons)
    main = screen.main
    if screen.grid.portrait:
        places = [Box(main.x, y, main.w, h) for y, h in ((main.y, 404), (main.y + 412, 250), (main.y + 670, 100))]
        low = Box(main.x, main.y + 780, main.w, main.h - 780).columns(2, 12)
        camera, checks, advice = places
    else:
        left, right = main.w * 0.5, main.w * 0.5 - 12
        camera, checks = Box(main.x, main.y, left, 470), Box(main.x + left + 12, main.y, right, 470)
        advice = Box(main.x, main.y + 482, main.w, 92)
        low = Box(main.x, main.y + 586, main.w, main.h - 586).columns(2, 12)
    sync = low[0]
    if screen.context.status.online is not None and not screen.grid.portrait:
        sync = sync._replace(w=sync.w - 136)
        place = Box(sync.right + 8, sync.y, 128, sync.h)
        screen.tall_button(
            place, screen.context.sync_now, screen.say("devices.sync_now"), icon="renew", sizes=(26, 24, 22)
        )
    doctor = CameraDoctor(screen, DoctorPlaces(camera, checks, advice, sync))
    screen.on_frame = _Pulse(doctor)
    _draw_backup(screen, page.backup, low[1])


class _Pulse:
    """Called with each frame; every so often the figures are looked at too."""

    def __init__(self, doctor: CameraDoctor) -> None:
        self._doctor, self._frames = doctor, 0

    def __call__(self) -> None:
        self._frames = (self._frames + 1) % FRAMES_A_FIGURE
        (self._doctor.keep_up if self._frames else self._doctor.tick)()


def _draw_backup(screen: OfficeCanvas, state: BackupState, box: Box) -> None:
    screen.panel(box, CARD, 24)
    right = box.right - 12
    if not screen.grid.portrait:  # there the button stands in the head
        text = screen.say("devices.back_up")
        wide = screen.text_width(text, 26) + 50
        button = Box(right - wide, box.y + (box.h - 80) / 2, wide, 80)
        screen.named_button(button, screen.tapped(Act(StationsAction.BACK_UP)), text, style=MAIN, size=26, radius=20)
        right = button.x - 10
    side = 40
    screen.icon("usb", Box(box.x + 16, box.y + (box.h - side) / 2, side, side))
    left = box.x + 16 + side + 12
    rows = [
        Row(screen.say("devices.backup"), (26, 24), INK),
        Row(_last(screen, state), (22, (22, 2)), INK2, bold=False),
    ]
    stack(screen, Box(left, box.y + 2, right - left, box.h - 8), rows)


def _last(screen: OfficeCanvas, state: BackupState) -> str:
    if state.why:
        return screen.say(f"backup.why.{state.why}")
    if state.at is None:
        return screen.say("devices.backup.never")
    moment = screen.context.wording.moment(state.at, screen.context.now, with_day=True)
    return screen.say("devices.backup.last", at=moment)


# --- upkeep ------------------------------------------------------------------------------------------------------


def draw_upkeep(screen: OfficeCanvas, page: Upkeep) -> None:
    back = way_back(screen)
    screen.head(screen.say("devices.upkeep"), screen.say("devices.version", version=page.version), back)
    main = screen.main
    if screen.grid.portrait:
        left, right = main._replace(h=500), Box(main.x, main.y + 512, main.w, main.h - 512)
    else:
        left, right = main._replace(w=main.w * 0.58), main.right_part(main.w * 0.42 - 12)
    _copies(screen, page, left)
    _station(screen, page, right)


def _copies(screen: OfficeCanvas, page: Upkeep, box: Box) -> None:
    room = card(screen, box, screen.say("devices.backup"))
    head = room._replace(h=92)
    screen.panel(head, _tint(page.backup), 20)
    hint = f"backup.why.{page.backup.why}.next" if page.backup.why else _where(page.backup)
    rows = [
        Row(_last(screen, page.backup), (26, 24, (24, 2), (22, 2)), INK),
        Row(screen.say(hint), (22, (22, 2)), INK, bold=False),
    ]
    stack(screen, head.inset(18, 2), rows)
    foot = Box(room.x, room.bottom - 84, room.w, 84)
    screen.named_button(foot, screen.tapped(Act(StationsAction.BACK_UP)), screen.say("devices.back_up_to_stick" if
                        page.backup.on_stick else "devices.back_up"), icon="usb", style=MAIN, size=30)  # fmt: skip
    rest = Box(room.x, head.bottom + 10, room.w, foot.y - head.bottom - 20)
    if not page.copies:
        screen.words(screen.say("devices.no_copies"), rest, PLAIN, bold=False, colour=INK2, align="center")
        return
    high = min(104.0, (rest.h - 16) / 3)
    for at, row in enumerate(page.copies):
        _copy(screen, row, Box(rest.x, rest.y + at * (high + 8), rest.w, high))


def _where(state: BackupState) -> str:
    if state.at is not None and not state.second_medium:
        return "devices.backup.same_disk"
    return "devices.backup.to_stick" if state.on_stick else "devices.backup.no_stick"


def _tint(state: BackupState):
    if state.why:
        return RED_T
    return PINE_T if state.at is not None and state.second_medium else GOLD_T


def _copy(screen: OfficeCanvas, row: CopyRow, box: Box) -> None:
    text = screen.say("devices.try_restore")
    wide = screen.text_width(text, 26) + 90
    button = Box(box.right - wide, box.y + (box.h - 80) / 2, wide, 80)
    screen.named_button(
        button, screen.tapped(Act(StationsAction.TRY_RESTORE, str(row.number))), text, icon="return", size=26, radius=20
    )
    moment = screen.context.wording.moment(row.at, screen.context.now, with_day=True)
    rows = [
        Row(moment, (26, 24, 22), INK),
        Row(screen.say("devices.copy", size=str(row.megabytes), count=row.loans), (22, (22, 2)), INK2, bold=False),
    ]
    stack(screen, Box(box.x + 8, box.y, button.x - 12 - box.x, box.h), rows)


def _station(screen: OfficeCanvas, page: Upkeep, box: Box) -> None:
    room = card(screen, box, screen.say("devices.station"))
    context = screen.context
    screen.words(screen.say("devices.free", size=str(page.free_gb)), room._replace(h=40), (24, 22), bold=False)
    screen.words(screen.say("devices.sound"), Box(room.x, room.y + 48, room.w, 36), (24, 22))
    _volumes(screen, Box(room.x, room.y + 88, room.w, 88))
    buttons = [(screen.say("devices.language"), context.switch_language, "globe")]
    if page.has_log:
        buttons.append((screen.say("devices.log"), screen.tapped(Act(StationsAction.LOG)), "bell"))
    buttons.append((screen.say("devices.exit"), screen.tapped(Act(StationsAction.EXIT)), "lock"))
    top = room.y + 192
    if screen.grid.portrait:
        places = Box(room.x, top, room.w, 88).columns(len(buttons), 8)
    else:
        places = [Box(room.x, top + at * 96, room.w, 88) for at in range(len(buttons))]
    for place, (text, tap, icon) in zip(places, buttons, strict=True):
        screen.named_button(place, tap, text, icon=icon, style=SECOND, size=28, radius=20)


def _volumes(screen: OfficeCanvas, box: Box) -> None:
    """Heard at once, and kept for the next start."""
    screen.panel(box, MIST2, 20)
    for name, place in zip(VOLUMES, box.inset(4).columns(len(VOLUMES), 4), strict=True):
        is_on = name == screen.context.volume
        style = MAIN if is_on else QUIET._replace(fill=MIST2)
        text = screen.say(f"devices.volume.{name}")
        screen.button(place, _turn_to(screen, name), style=style, radius=16)
        screen.words(text, place.inset(4, 0), (26, 24, 22), bold=is_on, colour=style.ink, align="center")


def _turn_to(screen: OfficeCanvas, name: str):
    def turn() -> None:
        screen.context.set_volume(name)
        screen.context.tap(Act(StationsAction.VOLUME, name))

    return turn


# --- what came of it, what is new ----------------------------------------------------------------------------------


def draw_copy_ended(screen: OfficeCanvas, page: CopyEnded) -> None:
    screen.head(screen.say("devices.trial" if page.drill else "devices.backup"), page.name)
    box = screen.main
    screen.panel(box, CARD, 28)
    side = min(140.0, box.w * 0.2)
    screen.mark("notice" if page.why else "borrow", Box(box.x + 48, box.y + 60, side, side))
    sizes = (44, 40, (38, 2), (34, 3))
    if page.why:
        rows = [
            Row(screen.say(f"backup.why.{page.why}"), sizes, INK),
            Row(screen.say(f"backup.why.{page.why}.next"), ((30, 3), (28, 4), (26, 5)), INK2, bold=False, before=14),
        ]
    else:
        facts = {"items": page.items, "loans": page.loans, "size": str(page.megabytes)}
        done, where = ("devices.trial.well", "devices.trial.hint") if page.drill else _well(page)
        rows = [
            Row(screen.say(done), sizes, INK),
            Row(screen.say("devices.holds", **facts), ((30, 2), (28, 3)), INK, bold=False, before=14),
            Row(screen.say(where, folder=page.folder), ((26, 3), (24, 4), (22, 5)), INK2, bold=False, before=10),
        ]
    left = box.x + 48 + side + 40
    stack(screen, Box(left, box.y + 30, box.right - 40 - left, box.h - 180), rows)
    button = Box(box.x + 48, box.bottom - 130, box.w - 96, 96)
    screen.named_button(
        button, screen.tapped(Act(FrameAction.BACK)), screen.say("devices.ok"), icon="check", style=MAIN, size=34
    )


def _well(page: CopyEnded) -> tuple[str, str]:
    return "devices.backup.well", "devices.backup.there" if page.second_medium else "devices.backup.same_disk"


def draw_update_log(screen: OfficeCanvas, page: UpdateLog) -> None:
    back = way_back(screen)
    screen.head(screen.say("devices.log"), page.heading, back)
    box = screen.above_foot
    screen.panel(box, CARD, 24)
    rows = [
        Row(f"· {line}", tuple((22, lines) for lines in range(1, 9)), INK, bold=False, before=8) for line in page.lines
    ]
    stack(screen, box.inset(28, 12), rows)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


PAGES: Mapping[type[PageView], Callable] = {
    CameraRoom: draw_camera_room,
    CopyEnded: draw_copy_ended,
    UpdateLog: draw_update_log,
    Upkeep: draw_upkeep,
}
