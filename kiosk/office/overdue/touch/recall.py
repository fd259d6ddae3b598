"""The call-in at the end of a term: its days, how far each class has come, the classes that leave."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from kiosk.circulation.school_classes import in_order
from kiosk.office.documents import Document
from kiosk.office.overdue import recall
from kiosk.office.overdue.late import populated_classes
from kiosk.office.overdue.papers import clearance
from kiosk.office.overdue.recall import CallInDay
from kiosk.office.overdue.views import CallIn, ClassLeavers, LeavingClasses, OverdueAction
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import A_PAGE, ConfirmPage, DayPage, month_of, month_view, saving
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import DayCell, Option, PickDay, PickOne
from kiosk.taps import Act, AnyTap, FrameAction

CLASSES_A_PAGE, LEAVERS_A_PAGE = 6, 6


class CallInPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.pager = Pager(CLASSES_A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        found = recall.known_campaign(at.date())
        match tap:
            case Act(OverdueAction.LAST_LENDING):
                return self._day_page("recall.last_lending", CallInDay.LAST_LENDING, found.term.lending_until, at)
            case Act(OverdueAction.RECALL_DAY):
                return self._day_page("recall.recall_day", CallInDay.RECALL, found.term.recall_on, at)
            case Act(OverdueAction.RETURN_DAYS):
                return ReturnDaysPage(self._context, first_month(found, at.date(), found.return_days))
            case Act(OverdueAction.CALL_OFF):
                return ConfirmPage("recall.call_off", self._call_off, {"term": found.term.name})
            case Act(OverdueAction.LEAVING):
                return LeavingPage(self._context)
        return None

    def _day_page(self, key: str, which: CallInDay, now: date | None, at: datetime) -> Page:
        def then(day: date, at: datetime) -> Move:
            entry = recall.set_day(self._context.desk, self._context.actor, at, which, day)
            return told(f"recall.{which}.set", entry, day=day)

        return day_page(self._context, key, at.date(), [now] if now else [], then)

    def _call_off(self, at: datetime) -> Move:
        return told("recall.called_off", recall.call_off(self._context.desk, self._context.actor, at))

    def view(self, at: datetime) -> CallIn:
        desk, today = self._context.desk, at.date()
        term, return_days = recall.known_campaign(today)
        classes = recall.classes_out(desk, today)
        left = None
        if term.recall_on is not None:
            left = recall.school_days_left(desk.bylaw().rota.calendar, today, term.recall_on)
        return CallIn(
            term=term.name,
            today=today,
            lending_until=term.lending_until,
            recall_on=term.recall_on,
            return_days=return_days,
            days_left=left,
            out=sum(one.out for one in classes),
            people=sum(one.people for one in classes),
            classes=self.pager.of(classes),
            most=classes[0].out if classes else 0,
            page=self.pager.number,
            pages=self.pager.pages,
            cleared=sum(one.cleared_on is not None for one in classes),
        )


# --- days ----------------------------------------------------------------------------------------------------------


def day_page(
    context: RoomContext, key: str, today: date, marked: Collection[date], then: Callable[[date, datetime], Move]
) -> Page:
    found = recall.known_campaign(today)
    return DayPage(key, first_month(found, today, marked), then, cells(context, found, today, marked))


def first_month(found: recall.Campaign, today: date, marked: Collection[date]) -> date:
    """Of the days that stand, the next; else where the term is."""
    to_come = (day for day in marked if day >= today)
    return min(to_come, default=max(today, found.term.starts_on))


def cells(
    context: RoomContext, found: recall.Campaign, today: date, marked: Collection[date]
) -> Callable[[date], DayCell]:
    calendar = context.desk.bylaw().rota.calendar
    return lambda day: DayCell(day, recall.is_to_come(calendar, found.term, today, day), day in marked)


class ReturnDaysPage(Page):
    """Stays open: as a rule there are several, tapped one after the other."""

    def __init__(self, context: RoomContext, month: date) -> None:
        self._context, self._month = context, month

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.TURN, month):
                self._month = month_of(month)
            case Act(FrameAction.PICK, day):
                return self._turn_over(date.fromisoformat(day), at)
        return None

    def _turn_over(self, day: date, at: datetime) -> Move:
        desk, actor = self._context.desk, self._context.actor
        found = recall.known_campaign(at.date())
        if not cells(self._context, found, at.date(), ())(day).enabled:
            return None
        if day in found.return_days:
            return told("recall.return_day.gone", recall.drop_return_day(desk, actor, at, day), day=day)
        return told("recall.return_day.set", recall.add_return_day(desk, actor, at, day), day=day)

    def view(self, at: datetime) -> PickDay:
        found = recall.known_campaign(at.date())
        return month_view("recall.return_days", self._month, cells(self._context, found, at.date(), found.return_days))


# --- classes that leave --------------------------------------------------------------------------------------------


class LeavingPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.pager = Pager(CLASSES_A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(OverdueAction.CHOOSE_CLASSES):
                return ChooseClassesPage(self._context)
            case Act(OverdueAction.CLASS_RECALL):
                marked = {row.recall_on for row in recall.class_recalls(at.date())}
                return day_page(self._context, "recall.class_recall", at.date(), marked, self._set_day)
            case Act(OverdueAction.LEAVING_CLASS, class_id):
                return LeaversPage(self._context, class_id)
        return None

    def _set_day(self, day: date, at: datetime) -> Move:
        entry = recall.set_class_recall(self._context.desk, self._context.actor, at, day)
        return told("recall.class_recall.set", entry, day=day)

    def view(self, at: datetime) -> LeavingClasses:
        part = self.pager.of(recall.leaving_classes(self._context.desk, at.date()))
        term = recall.known_campaign(at.date()).term
        return LeavingClasses(term.name, part, self.pager.number, self.pager.pages)


class ChooseClassesPage(Page):
    """Stays open: as a rule a whole grade leaves."""

    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.pager = Pager(A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, class_id):
                return self._turn_over(class_id, at)
        return None

    def _turn_over(self, class_id: str, at: datetime) -> Move:
        desk, actor, name = self._context.desk, self._context.actor, recall.name_of(class_id)
        if UUID(class_id) in _leaving(at.date()):
            return told("recall.class.stays", recall.let_class_stay(desk, actor, at, class_id), group=name)
        return told("recall.class.leaves", recall.call_class_in(desk, actor, at, class_id), group=name)

    def view(self, at: datetime) -> PickOne:
        """The highest grade first: as a rule it is the one that leaves."""
        own = _leaving(at.date())
        rows = sorted(populated_classes(), key=lambda row: (-row[2], in_order(row[1])))
        options = tuple(Option(id_.hex, name, chosen=id_ in own) for id_, name, _ in self.pager.of(rows))
        return PickOne("recall.pick_classes", options, self.pager.number, self.pager.pages)


def _leaving(today: date) -> set[UUID]:
    return {row.school_class for row in recall.class_recalls(today)}


class LeaversPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext, class_id: str) -> None:
        self._context, self._class_id = context, class_id
        self.pager = Pager(LEAVERS_A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(OverdueAction.SIGN):
                chosen = recall.leaving_class(self._context.desk, at.date(), self._class_id)
                key = "recall.sign_open" if chosen.out or chosen.owing else "recall.sign"
                return ConfirmPage(key, self._sign, {"group": chosen.name, "count": chosen.out, "owing": chosen.owing})
            case Act(OverdueAction.PRINT_CLEARANCE):
                return self._print(at.date())
        return None

    def _sign(self, at: datetime) -> Move:
        entry = recall.sign_clearance(self._context.desk, self._context.actor, at, self._class_id)
        return told("recall.signed", entry, group=recall.name_of(self._class_id))

    def _print(self, today: date) -> Page:
        desk, class_id, words = self._context.desk, self._class_id, self._context.words

        def then(_document: Document, paths: tuple[Path, ...], _at: datetime) -> Move:
            return Done("overdue.saved", facts={"file": str(paths[0])})

        return saving("overdue.saving", self._context, lambda job: clearance(desk, today, class_id, words), then)

    def view(self, at: datetime) -> ClassLeavers:
        chosen = recall.leaving_class(self._context.desk, at.date(), self._class_id)
        everybody = recall.leavers(chosen.id)
        part = self.pager.of(everybody)
        clear = sum(one.is_clear for one in everybody)
        signed = recall.signed_by(chosen.id, at.date()) if chosen.cleared_on else ""
        return ClassLeavers(chosen, part, clear, len(everybody), self.pager.number, self.pager.pages, signed)
