"""What a finger meant: frozen values from the screen to the station."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Tap(StrEnum):
    """A tap that needs nothing more than its name."""

    FINISH = "finish"
    DISMISS = "dismiss"  # OK, not this one, I know
    BACK = "back"
    NOT_YET = "not_yet"  # at the end: wait, I have more
    STILL_ME = "still_me"  # the answers to «is it still you?»
    NOT_ME = "not_me"
    MY_LOANS = "my_loans"
    READ_HERE = "read_here"
    RETURN_IT = "return_it"
    RENEW_IT = "renew_it"
    ASK_STAFF = "ask_staff"
    NO_CARD = "no_card"
    SEARCH = "search"
    STAFF = "staff"  # long press on the clock
    SWITCH_STAFF = "switch_staff"
    NEXT_PAGE = "next_page"
    PREVIOUS_PAGE = "previous_page"
    BACKSPACE = "backspace"
    LANE_UNDO = "lane_undo"
    LANE_DAMAGED = "lane_damaged"
    LANE_END = "lane_end"
    OPEN_LANE = "open_lane"
    DEVICES = "devices"
    NOTICES = "notices"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    KEYPAD = "keypad"  # the bars cannot be read: type the number
    ENTER = "enter"
    EXIT = "exit"
    OFFICE = "office"  # what the librarian does after hours


@dataclass(frozen=True, slots=True)
class TapUndo:
    line: int


@dataclass(frozen=True, slots=True)
class TapRenew:
    loan: UUID


@dataclass(frozen=True, slots=True)
class TapChoice:
    id: UUID


@dataclass(frozen=True, slots=True)
class TapKey:
    """A digit on the PIN pad or the keypad, or a letter of the search keyboard."""

    character: str


@dataclass(frozen=True, slots=True)
class TapKind:
    """The answer to AskKind."""

    is_card: bool


@dataclass(frozen=True, slots=True)
class TapRoom:
    """A place on the rail, by the feature's name."""

    room: str


class FrameAction(StrEnum):
    """What a finger can mean on any page of the office. TURN: subject is the page's number; PICK: what was chosen;
    STOP: of work under way; MORE: the next places of the rail."""

    BACK = "back"
    UNDO = "undo"
    TURN = "turn"
    STOP = "stop"
    PICK = "pick"
    YES = "yes"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Act:
    """What a finger meant on a page. action: FrameAction, or of the feature's own StrEnum; subject: of what."""

    action: StrEnum
    subject: str = ""


AnyTap = Tap | TapUndo | TapRenew | TapChoice | TapKey | TapKind | TapRoom | Act
