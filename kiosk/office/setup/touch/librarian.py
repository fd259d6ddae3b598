"""The guide's first step: the first librarian chooses a name and a PIN, and types it twice."""

from collections.abc import Callable
from datetime import datetime

from kiosk.lending.staffing import PIN_LENGTH, StaffMember
from kiosk.office.refusal import NotDone
from kiosk.office.setup import guide
from kiosk.office.setup.views import SetPin, SetupAction
from kiosk.office.touch_kit.page import Back, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import PickPage, TypePage, known, typed
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap, Tap, TapKey

# The hundred most frequent ones cover 85 of 100 people (Ministry of Public Security, 2020); the others type theirs.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)


class PinPage(Page):
    """then: what it leads to that there is a librarian."""

    def __init__(self, context: RoomContext, then: Callable[[StaffMember, datetime], Move]) -> None:
        self._context, self._then = context, then
        self._name = context.words["guide.librarian"]
        self._digits = self._first = self._trouble = ""

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(SetupAction.NAME):
                options = [Option(surname, self._teacher(surname)) for surname in SURNAMES]
                return PickPage("guide.your_name", known(options), self._chosen)
            case Act(SetupAction.TYPE):
                return TypePage("guide.type_name", self._typed)
            case TapKey(sign) if not sign.isdecimal():
                return None
            case TapKey() | Tap.BACKSPACE:
                self._digits = typed(self._digits, tap, PIN_LENGTH)
                return self._looked_at(at)
        return None

    def back(self, at: datetime) -> Move:
        return None

    def view(self, at: datetime) -> SetPin:
        return SetPin(self._name, len(self._digits), bool(self._first), self._trouble)

    def _looked_at(self, at: datetime) -> Move:
        if self._digits:
            self._trouble = ""
        if len(self._digits) < PIN_LENGTH:
            return None
        pin, self._digits = self._digits, ""
        if not self._first:
            self._first, self._trouble = ("", "weak") if guide.is_weak(pin) else (pin, "")
            return None
        if pin != self._first:
            self._first, self._trouble = "", "differs"
            return None
        made = guide.make_librarian(self._context.desk, self._context.actor, at, self._name, pin)
        return made if isinstance(made, NotDone) else self._then(made, at)

    def _teacher(self, surname: str) -> str:
        return self._context.words["guide.teacher"].format(name=surname)

    def _chosen(self, surname: str, at: datetime) -> Move:
        self._name = self._teacher(surname)
        return None

    def _typed(self, name: str, at: datetime) -> Move:
        if not name:
            return None
        self._name = name.title()
        return Back(0)
