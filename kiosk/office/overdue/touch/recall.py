"""The call-in at the end of a term, a few pages of the room of late books: its days, how far each class has come, the
classes that leave."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from db.settings import get_setting
from kiosk.circulation.school_classes import in_order
from kiosk.i18n import LANGUAGES
from kiosk.office.editing import editing
from kiosk.office.jobs import Job
from kiosk.office.overdue import recall
from kiosk.office.overdue.late import populated_classes
from kiosk.office.overdue.slips import clearance_list
from kiosk.office.overdue.views import ClassOut, LeaversPage, LeavingPage, OverdueAction, RecallPage
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.saving import Saving
from kiosk.office.touch_kit.views import Confirm, Confirmation, DayCell, Option, PickDay, PickOne
from kiosk.printing.words import PaperWords
from kiosk.taps import Act

CLASSES_A_PAGE, LEAVERS_A_PAGE, OPTIONS_A_PAGE = 6, 6, 12
NOTICE_DAYS = 14  # ahead, when a class that leaves is chosen before a day was
BACK = Act(OverdueAction.BACK)


class RecallDesk:
    """`tap` answers False when it is left."""

    def __init__(self, here: RoomContext, saving: Saving) -> None:
        self._here, self._saving = here, saving
        self._told: Confirmation | None = None
        self._trail = ["recall"]  # the pages that lead here; the last is open
        self._page = 0
        self._month: date | None = None
        self._class_id = ""
        self._deeds: Mapping[OverdueAction, Callable[[str, datetime], None]] = {
            OverdueAction.TURN_RECALL: self._turn,
            OverdueAction.TURN_LEAVING: self._turn,
            OverdueAction.TURN_LEAVERS: self._turn,
            OverdueAction.TURN_PICK: self._turn,
            OverdueAction.TURN_MONTH: self._turn_month,
            OverdueAction.PICK_LAST_LENDING: lambda subject, at: self._open("last_lending"),
            OverdueAction.PICK_RECALL: lambda subject, at: self._open("recall_day"),
            OverdueAction.PICK_RETURN_DAYS: lambda subject, at: self._open("return_days"),
            OverdueAction.PICK_CLASS_RECALL: lambda subject, at: self._open("class_recall"),
            OverdueAction.LAST_LENDING: lambda subject, at: self._set("lending_until", subject, at),
            OverdueAction.RECALL_DAY: lambda subject, at: self._set("recall_on", subject, at),
            OverdueAction.RETURN_DAY: self._toggle_return_day,
            OverdueAction.CLASS_RECALL_DAY: self._set_class_recall,
            OverdueAction.CALL_OFF: lambda subject, at: self._open("call_off"),
            OverdueAction.CALL_OFF_YES: self._call_off,
            OverdueAction.LEAVING: lambda subject, at: self._open("leaving"),
            OverdueAction.PICK_CLASSES: lambda subject, at: self._open("pick_classes"),
            OverdueAction.TOGGLE_CLASS: self._toggle_class,
            OverdueAction.LEAVING_CLASS: self._open_class,
            OverdueAction.SIGN: lambda subject, at: self._open("sign"),
            OverdueAction.SIGN_YES: self._sign,
            OverdueAction.PRINT_CLEARANCE: self._print,
        }

    def tap(self, tap: Act, at: datetime) -> bool:
        if tap.action is OverdueAction.BACK:
            self._close()
        elif tap.action is OverdueAction.STOP:
            self._saving.cancel()
        elif tap.action in self._deeds:
            self._deeds[tap.action](tap.subject, at)
        return bool(self._trail)

    def take_told(self) -> Confirmation | None:
        told, self._told = self._told, None
        return told

    def page(self, at: datetime) -> object:
        found = recall.campaign(at.date())
        return {
            "recall": self._recall_page,
            "last_lending": self._last_lending_page,
            "recall_day": self._recall_day_page,
            "return_days": self._return_days_page,
            "class_recall": self._class_recall_page,
            "call_off": self._call_off_page,
            "leaving": self._leaving_page,
            "pick_classes": self._pick_classes_page,
            "leavers": self._leavers_page,
            "sign": self._sign_page,
        }[self._trail[-1]](found, at.date())

    def _open(self, name: str) -> None:
        self._trail.append(name)
        self._page, self._month = 0, None

    def _close(self) -> None:
        self._trail.pop()
        self._page, self._month = 0, None

    def _turn(self, subject: str, at: datetime) -> None:
        self._page = max(0, int(subject))

    def _part(self, rows: list, size: int) -> tuple[list, int, int]:
        pages = max(1, -(-len(rows) // size))
        self._page = min(self._page, pages - 1)
        return rows[self._page * size : (self._page + 1) * size], self._page, pages

    def _change(self, deed: str, at: datetime, change: Callable, told: str, **facts) -> None:
        with editing(self._here.desk, self._here.actor, at, deed, **facts) as edit:
            change(edit)
        self._told = Confirmation(told, facts, Act(OverdueAction.UNDO, edit.id.hex))

    # --- the campaign ----------------------------------------------------------------------------------------------

    def _recall_page(self, found: recall.Campaign, today: date) -> RecallPage:
        desk, term = self._here.desk, found.term
        classes = recall.classes_out(desk, today)
        part, page, pages = self._part(classes, CLASSES_A_PAGE)
        left = None
        if term.recall_on is not None:
            left = recall.school_days_left(desk.bylaw().rota.calendar, today, term.recall_on)
        return RecallPage(
            term=term.name,
            today=today,
            lending_until=term.lending_until,
            recall_on=term.recall_on,
            return_days=found.return_days,
            days_left=left,
            out=sum(one.out for one in classes),
            people=sum(one.people for one in classes),
            classes=tuple(part),
            most=classes[0].out if classes else 0,
            page=page,
            pages=pages,
            cleared=sum(one.cleared_on is not None for one in classes),
        )

    def _set(self, column: str, subject: str, at: datetime) -> None:
        day, term = date.fromisoformat(subject), recall.campaign(at.date()).term
        self._close()
        self._change(
            "recall_set", at, lambda edit: recall.set_day(edit, term, column, day), f"recall.{column}.set", day=day
        )

    def _toggle_return_day(self, subject: str, at: datetime) -> None:
        day = date.fromisoformat(subject)
        was = day in recall.campaign(at.date()).return_days
        told = "recall.return_day.gone" if was else "recall.return_day.set"
        self._change("return_day", at, lambda edit: recall.toggle_return_day(edit, day), told, day=day)

    def _call_off(self, subject: str, at: datetime) -> None:
        found = recall.campaign(at.date())
        self._close()
        self._change("recall_off", at, lambda edit: recall.call_off(edit, found), "recall.called_off")

    def _call_off_page(self, found: recall.Campaign, today: date) -> Confirm:
        return Confirm("recall.call_off", Act(OverdueAction.CALL_OFF_YES), BACK, {"term": found.term.name})

    # --- days ------------------------------------------------------------------------------------------------------

    def _last_lending_page(self, found: recall.Campaign, today: date) -> PickDay:
        marked = (found.term.lending_until,)
        return self._days("recall.last_lending", found, today, OverdueAction.LAST_LENDING, marked)

    def _recall_day_page(self, found: recall.Campaign, today: date) -> PickDay:
        return self._days("recall.recall_day", found, today, OverdueAction.RECALL_DAY, (found.term.recall_on,))

    def _return_days_page(self, found: recall.Campaign, today: date) -> PickDay:
        return self._days("recall.return_days", found, today, OverdueAction.RETURN_DAY, found.return_days)

    def _class_recall_page(self, found: recall.Campaign, today: date) -> PickDay:
        marked = {row.recall_on for row in recall.class_recalls(today)}
        return self._days("recall.class_recall", found, today, OverdueAction.CLASS_RECALL_DAY, marked)

    def _days(self, key: str, found: recall.Campaign, today: date, pick: OverdueAction, marked) -> PickDay:
        """A month of the term: days that have passed, and those without school, cannot be chosen."""
        term, school = found.term, self._here.desk.bylaw().rota.calendar
        first_marked = min((day for day in marked if day is not None and day >= today), default=None)
        month = self._month or (first_marked or max(today, term.starts_on)).replace(day=1)
        days = calendar.monthrange(month.year, month.month)[1]
        cells = tuple(
            DayCell(day, enabled=today <= day <= term.ends_on and school.is_school_day(day), marked=day in marked)
            for day in (month + timedelta(days=offset) for offset in range(days))
        )
        return PickDay(key, month, cells, pick, OverdueAction.TURN_MONTH, BACK)

    def _turn_month(self, subject: str, at: datetime) -> None:
        self._month = date.fromisoformat(f"{subject}-01")

    # --- classes that leave ----------------------------------------------------------------------------------------

    def _leaving_page(self, found: recall.Campaign, today: date) -> LeavingPage:
        part, page, pages = self._part(recall.leaving_classes(self._here.desk, today), CLASSES_A_PAGE)
        return LeavingPage(found.term.name, tuple(part), page, pages)

    def _pick_classes_page(self, found: recall.Campaign, today: date) -> PickOne:
        """The highest grade first: as a rule it is the one that leaves."""
        own = {row.school_class_id for row in recall.class_recalls(today)}
        rows = sorted(populated_classes(), key=lambda row: (-row[2], in_order(row[1])))
        part, page, pages = self._part(rows, OPTIONS_A_PAGE)
        options = tuple(Option(id_.hex, name, chosen=id_ in own) for id_, name, _ in part)
        return PickOne(
            "recall.pick_classes", options, OverdueAction.TOGGLE_CLASS, BACK, page, pages, OverdueAction.TURN_PICK
        )

    def _toggle_class(self, subject: str, at: datetime) -> None:
        today = at.date()
        rows, term = recall.class_recalls(today), recall.campaign(today).term
        was = any(row.school_class_id == UUID(subject) for row in rows)
        name = recall.name_of(subject)
        day = max((row.recall_on for row in rows), default=min(today + timedelta(days=NOTICE_DAYS), term.ends_on))
        told = "recall.class.stays" if was else "recall.class.leaves"
        self._change("class_leaves", at, lambda edit: recall.toggle_class(edit, subject, day, today), told, group=name)

    def _set_class_recall(self, subject: str, at: datetime) -> None:
        day = date.fromisoformat(subject)
        self._close()
        self._change(
            "class_recall", at, lambda edit: recall.set_class_recall(edit, day, at.date()), "recall.class_recall.set",
            day=day,
        )  # fmt: skip

    def _open_class(self, subject: str, at: datetime) -> None:
        self._open("leavers")
        self._class_id = subject

    def _chosen(self, today: date) -> ClassOut | None:
        classes = recall.leaving_classes(self._here.desk, today)
        return next((one for one in classes if one.id == self._class_id), None)

    def _leavers_page(self, found: recall.Campaign, today: date) -> object:
        chosen = self._chosen(today)
        if chosen is None:  # an undo has taken it off the list
            self._close()
            return self._leaving_page(found, today)
        everybody = recall.leavers(chosen.id)
        part, page, pages = self._part(everybody, LEAVERS_A_PAGE)
        clear = sum(one.is_clear for one in everybody)
        signed = recall.signed_by(chosen.id, today) if chosen.cleared_on else ""
        return LeaversPage(chosen, tuple(part), clear, len(everybody), page, pages, signed)

    def _sign_page(self, found: recall.Campaign, today: date) -> object:
        chosen = self._chosen(today)
        if chosen is None:
            self._trail = ["recall", "leaving"]
            return self._leaving_page(found, today)
        facts = {"group": chosen.name, "count": chosen.out, "owing": chosen.owing}
        key = "recall.sign_open" if chosen.out or chosen.owing else "recall.sign"
        return Confirm(key, Act(OverdueAction.SIGN_YES), BACK, facts)

    def _sign(self, subject: str, at: datetime) -> None:
        self._close()
        class_id, name = self._class_id, recall.name_of(self._class_id)
        self._change(
            "class_cleared", at, lambda edit: recall.sign(edit, class_id, self._here.actor, at), "recall.signed",
            group=name,
        )  # fmt: skip

    def _print(self, subject: str, at: datetime) -> None:
        """subject: a class, empty for the one that is open."""
        class_id = subject or self._class_id
        self._saving.start(lambda job: self._write(job, class_id, at.date()))

    def _write(self, job: Job, class_id: str, today: date) -> str:
        """In the job. Raises OSError."""
        job.step(0, 2)
        chosen = next(one for one in recall.leaving_classes(self._here.desk, today) if one.id == class_id)
        signed = (recall.signed_by(class_id, today), chosen.cleared_on) if chosen.cleared_on else None
        words = PaperWords(LANGUAGES[0])
        job.step(1, 2)
        sheets = clearance_list(chosen.name, recall.leavers(class_id), signed, get_setting("school_name"), today, words)
        path = self._here.places.save(f"{words('clearance.title', group=chosen.name)} {today:%Y-%m-%d}.pdf")
        path.write_bytes(sheets.pdf)
        return str(path)
