"""«What would happen to…»: a pupil and a book, scanned or chosen, at a moment that can be chosen."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from kiosk.catalog.search import search
from kiosk.circulation.model import ItemFacts, PatronFacts, RecordFacts
from kiosk.circulation.naming import masked
from kiosk.hardware.scan import Scan
from kiosk.lending.identify import Either, identify
from kiosk.lending.people import classes, patrons_of
from kiosk.office.rules.trial import try_out
from kiosk.office.rules.views import RuleVerdict, TrialAction, Tried, TryIt
from kiosk.office.touch_kit.months import month_of, month_page
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Option, PickOne, TypeText
from kiosk.taps import Act, AnyTap, Tap, TapKey

A_PAGE = 12
FOUND = 3
QUARTER = timedelta(minutes=15)
NO_CLASS = "none"


class TrialDesk:
    """is_open: the whole page of it; the table shows the same answer in short."""

    def __init__(self, here: RoomContext) -> None:
        self._desk = here.desk
        self.is_open = False
        self._who: PatronFacts | None = None
        self._what: ItemFacts | RecordFacts | None = None
        self._at: datetime | None = None  # None: now
        self._choosing = ""  # class, person, book or day
        self._class: UUID | None = None
        self._page = 0
        self._text = ""
        self._month: date | None = None

    def scan(self, scan: Scan) -> bool:
        """Whether it was a reader's card or a book."""
        known = identify(self._desk, scan.text, self._desk.bylaw().patterns, scan.symbology)
        if isinstance(known, Either):
            known = known.book if self._who else known.patron
        if isinstance(known, PatronFacts):
            self._who = known
        elif isinstance(known, ItemFacts | RecordFacts):
            self._what = known
        else:
            return False
        self._choosing = ""
        return True

    def type(self, tap: AnyTap, at: datetime) -> None:
        """Letters of the title that is looked for."""
        if self._choosing != "book":
            return
        match tap:
            case TapKey(character):
                self._text += character
            case Tap.BACKSPACE:
                self._text = self._text[:-1]
            case Tap.ENTER if found := self._found():
                self._take_book(found[0].subject)
            case Tap.BACK:
                self._choosing = ""

    def tap(self, act: Act, at: datetime) -> None:
        match act.action:
            case TrialAction.WHO:
                self._open("class")
            case TrialAction.WHAT:
                self._open("book")
            case TrialAction.PICK_CLASS:
                self._class = None if act.subject == NO_CLASS else UUID(act.subject)
                self._choosing, self._page = "person", 0
            case TrialAction.PICK_PERSON:
                self._who, self._choosing = self._desk.facts.patron_by_id(UUID(act.subject)), ""
            case TrialAction.PICK_BOOK:
                self._take_book(act.subject)
            case TrialAction.TURN:
                self._page = max(0, int(act.subject))
            case TrialAction.NOW:
                self._at = None
            case TrialAction.EARLIER | TrialAction.LATER:
                step = QUARTER if act.action is TrialAction.LATER else -QUARTER
                self._at = _quarter(self._at or at) + step
            case TrialAction.DAY:
                self._open("day")
                self._month = (self._at or at).date()
            case TrialAction.TURN_MONTH:
                self._month = month_of(act.subject)
            case TrialAction.PICK_DAY:
                clock = (self._at or at).timetz()
                self._at, self._choosing = datetime.combine(date.fromisoformat(act.subject), clock), ""
            case TrialAction.BACK:
                self._back()

    def page(self, at: datetime) -> object:
        back = Act(TrialAction.BACK)
        match self._choosing:
            case "class":
                return self._classes(back)
            case "person":
                total, rows = patrons_of(self._class, self._page, A_PAGE)
                return self._pick("policies.try.person", rows_as_options(rows), TrialAction.PICK_PERSON, total)
            case "book":
                return TypeText("policies.try.book", self._text, back, self._found(), TrialAction.PICK_BOOK)
            case "day":
                return month_page(
                    "policies.try.day",
                    self._month,
                    pick=TrialAction.PICK_DAY,
                    turn=TrialAction.TURN_MONTH,
                    back=back,
                    marked=(self._at or at).date(),
                )
        return TryIt(self.tried(at))

    def tried(self, at: datetime) -> Tried:
        moment = self._at or at
        who = masked(self._who.name) if self._who else ""
        group = self._who.class_name if self._who else ""
        title = self._title()
        asked = Tried(who, group, title, moment.replace(second=0, microsecond=0), self._at is None)
        if not asked.is_asked:
            return asked
        trial = try_out(self._desk, self._who.id, self._what, moment)
        if trial is None:
            return Tried(who, group, title, asked.at, asked.is_now, no_copy=True)
        return Tried(
            who,
            group,
            title,
            asked.at,
            asked.is_now,
            tuple(RuleVerdict(verdict.rule, verdict.denial) for verdict in trial.verdicts),
            trial.due_on,
            trial.days_moved,
            trial.limit,
            trial.on_loan,
            trial.notice,
            trial.may_read_here,
        )

    # --- inside --------------------------------------------------------------------------------------------------

    def _open(self, choosing: str) -> None:
        self.is_open, self._choosing, self._page, self._text = True, choosing, 0, ""

    def _back(self) -> None:
        if self._choosing == "person":
            self._choosing, self._page = "class", 0
        elif self._choosing:
            self._choosing = ""
        else:
            self.is_open = False

    def _title(self) -> str:
        if self._what is None:
            return ""
        return (self._what if isinstance(self._what, RecordFacts) else self._what.record).title

    def _take_book(self, isbn: str) -> None:
        found = self._desk.facts.record(isbn)
        if found is not None:
            self._what, self._choosing = found, ""

    def _found(self) -> tuple[Option, ...]:
        _, hits = search(self._text, 0, FOUND)
        return tuple(Option(hit.isbn, hit.title, hit.author) for hit in hits)

    def _classes(self, back: Act) -> PickOne:
        total, rows = classes(self._page, A_PAGE)
        options = rows_as_options(rows)
        beside, _ = patrons_of(None, 0, 1)
        if beside and self._page == 0:
            options = (*options, Option(NO_CLASS, "policies.try.no_class"))
        return self._pick("policies.try.class", options, TrialAction.PICK_CLASS, total)

    def _pick(self, key: str, options: tuple[Option, ...], pick: TrialAction, total: int) -> PickOne:
        pages = max(1, -(-total // A_PAGE))
        return PickOne(key, options, pick, Act(TrialAction.BACK), self._page, pages, TrialAction.TURN)


def rows_as_options(rows) -> tuple[Option, ...]:
    return tuple(Option(row.id.hex, row.label) for row in rows)


def _quarter(at: datetime) -> datetime:
    """The last quarter of an hour, so that a step leads to the next one."""
    return datetime.combine(at.date(), time(at.hour, at.minute // 15 * 15), at.tzinfo)
