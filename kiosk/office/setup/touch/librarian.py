"""The guide's first step: the first librarian chooses a name and a PIN, and types it twice."""

from datetime import datetime

from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import PIN_LENGTH, StaffMember
from kiosk.office.setup import guide
from kiosk.office.setup.views import SetPin, SetupAction
from kiosk.office.touch_kit.views import Option, PickOne, TypeText
from kiosk.taps import Act, AnyTap, Tap, TapKey

# The hundred most frequent ones cover 85 of 100 people (Ministry of Public Security, 2020); the others type theirs.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
A_PAGE = 12


class FirstLibrarian:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = load_catalogue(LANGUAGES[0])
        self._name = self._words["guide.librarian"]
        self._digits, self._first = "", ""
        self._trouble = ""
        self._choosing = self._typing = False
        self._text, self._page = "", 0

    def tap(self, tap: AnyTap, at: datetime) -> StaffMember | None:
        """The librarian, once the PIN was typed twice."""
        match tap:
            case TapKey(character) if self._typing:
                self._text += character
            case Tap.BACKSPACE if self._typing:
                self._text = self._text[:-1]
            case Tap.ENTER if self._typing and self._text.strip():
                self._name, self._typing = self._text.strip().title(), False
            case TapKey(character) if not self._choosing and character.isdigit():
                return self._digit(character, at)
            case Tap.BACKSPACE if not self._choosing:
                self._digits = self._digits[:-1]
            case Act():
                self._act(tap)
        return None

    def page(self) -> object:
        back = Act(SetupAction.BACK)
        if self._typing:
            return TypeText("guide.type_name", self._text, back)
        if self._choosing:
            pages = -(-len(SURNAMES) // A_PAGE)
            shown = SURNAMES[self._page * A_PAGE : (self._page + 1) * A_PAGE]
            options = tuple(Option(name, self._words["guide.teacher"].format(name=name)) for name in shown)
            return PickOne("guide.your_name", options, SetupAction.PICK_NAME, back, self._page, pages, SetupAction.TURN)
        return SetPin(self._name, len(self._digits), bool(self._first), self._trouble)

    def _act(self, act: Act) -> None:
        match act.action:
            case SetupAction.NAME:
                self._choosing, self._page = True, 0
            case SetupAction.TYPE:
                self._choosing, self._typing, self._text = False, True, ""
            case SetupAction.PICK_NAME:
                self._name, self._choosing = self._words["guide.teacher"].format(name=act.subject), False
            case SetupAction.TURN:
                self._page = min(max(0, int(act.subject)), len(SURNAMES) // A_PAGE)
            case SetupAction.BACK if self._choosing or self._typing:
                self._choosing = self._typing = False
            case SetupAction.BACK:
                self._begin("")

    def _digit(self, digit: str, at: datetime) -> StaffMember | None:
        self._trouble = ""
        self._digits += digit
        if len(self._digits) < PIN_LENGTH:
            return None
        typed, self._digits = self._digits, ""
        if not self._first:
            if guide.is_weak(typed):
                self._begin("weak")
            else:
                self._first = typed
            return None
        if typed != self._first:
            self._begin("differs")
            return None
        return guide.make_librarian(self._desk, at, self._name, typed)

    def _begin(self, trouble: str) -> None:
        self._first = self._digits = ""
        self._trouble = trouble
