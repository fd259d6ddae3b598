"""The room of the class rota: grid, windows, proofs, proposal, publishing; single days and the mode are beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.hardware.scan import Scan
from kiosk.office.editing import undo
from kiosk.office.rota import draft as edits
from kiosk.office.rota import store
from kiosk.office.rota.draft import Draft, RotaPlace, Window
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.presets import NOON, Preset, from_preset
from kiosk.office.rota.proofs import RotaProof, proofs
from kiosk.office.rota.publishing import draft_of, newest
from kiosk.office.rota.solver import Rhythm, solve, solve_anew
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.touch.choices import OPTIONS, cell_options
from kiosk.office.rota.touch.days import RotaDays
from kiosk.office.rota.touch.mode import RotaMode
from kiosk.office.rota.touch.printing import RotaPrinting
from kiosk.office.rota.touch.shown import grid_page, page_of, place_of, proofs_page, window_of, windows_page
from kiosk.office.rota.touch.versions import RotaVersions, next_monday
from kiosk.office.rota.views import CellKind, NoRota, RotaAction
from kiosk.office.touch_kit.room import Answer, GoTo, RoomContext
from kiosk.office.touch_kit.views import Confirmation, Option, PickOne, Trouble
from kiosk.taps import Act, AnyTap
from kiosk.toml_files.rota_lines import RotaFile
from kiosk.toml_files.rota_lines import SubjectLine as Entered

STEP = 5  # minutes
SATURDAY = 5
TO_GRID = Act(RotaAction.GRID)
NEW_WINDOW = Window(NOON.starts, NOON.starts + 15)


class RotaRoom:
    """Each tap changes the draft at once; what it was before can be taken back."""

    def __init__(self, here: RoomContext, subject: str = "") -> None:
        self.told: Confirmation | None = None
        self._here = here
        self._week, self._rows_page = "every", 0
        self._cell, self._adding = "", False
        self._undo: Callable[[datetime], None] | None = None
        self._show: Callable[[datetime], object] = self._grid
        self._shown: object | None = None
        self._shown_at: object = None
        self._known: tuple[object, SchoolFacts] | None = None
        self._days = RotaDays(here, self)
        self._mode = RotaMode(here, self)
        self._versions = RotaVersions(here, self)
        self.printing = RotaPrinting(here, self)
        self._deeds: Mapping[RotaAction, Callable[[str, datetime], Answer]] = {
            RotaAction.GRID: lambda *_: self.show(self._grid),
            RotaAction.WEEK: self._choose_week,
            RotaAction.ROWS: self._turn_rows,
            RotaAction.CELL: self._open_cell,
            RotaAction.OPTIONS: lambda page, _at: self.show(lambda at: self._cell_menu(at, int(page))),
            RotaAction.FILL: self._fill,
            RotaAction.UNDO: self._take_back,
            RotaAction.SOLVE: lambda *_: self.show(self._how_to_solve),
            RotaAction.SOLVE_HOW: self._solve,
            RotaAction.PROOFS: lambda *_: self.show(lambda at: proofs_page(self.proofs(at), 0)),
            RotaAction.PROOF_PAGE: lambda page, _at: self.show(lambda at: proofs_page(self.proofs(at), int(page))),
            RotaAction.WINDOWS: lambda *_: self._show_windows(0),
            RotaAction.WINDOW_PAGE: lambda page, _at: self._show_windows(int(page)),
            RotaAction.EARLIER: lambda window, at: self._shift(window, at, -STEP, 0),
            RotaAction.LATER: lambda window, at: self._shift(window, at, STEP, 0),
            RotaAction.SHORTER: lambda window, at: self._shift(window, at, 0, -STEP),
            RotaAction.LONGER: lambda window, at: self._shift(window, at, 0, STEP),
            RotaAction.SPLIT: self._split,
            RotaAction.REMOVE: self._remove,
            RotaAction.ADD_WINDOW: self._add_window,
            RotaAction.SATURDAY: self._saturday,
            RotaAction.PRESETS: lambda *_: self.show(self._presets),
            RotaAction.PRESET: self._preset,
            RotaAction.PEOPLE: lambda *_: GoTo("people"),
            **self._days.deeds,
            **self._mode.deeds,
            **self._versions.deeds,
            **self.printing.deeds,
        }

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        if not isinstance(tap, Act):
            return None
        self._shown = None
        return self._deeds[tap.action](tap.subject, at)

    def scan(self, scan: Scan, at: datetime) -> None:
        """No code means anything here."""

    def page(self, at: datetime) -> object:
        """Made once for each tap; a page that waits for work asks each time."""
        if self.printing.is_busy:
            return self._show(at)
        stamp = store.stamp(self._here.desk)
        if self._shown is None or self._shown_at != stamp:
            self._shown, self._shown_at = self._show(at), stamp
        return self._shown

    # --- what the parts of the room share -------------------------------------------------------------------------

    def show(self, page: Callable[[datetime], object]) -> None:
        self._show = page
        self._shown = None

    def show_grid(self) -> None:
        self.show(self._grid)

    def facts(self, at: datetime) -> SchoolFacts:
        """Read again once they may have changed."""
        stamp = (store.stamp(self._here.desk), at.date())
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, store.school_facts(self._here.desk.bylaw().rota, at))
        return self._known[1]

    def stored(self) -> RotaFile:
        return stored_rota()

    def tell(self, key: str, undone_by: Callable[[datetime], None] | None = None, **facts: Fact) -> None:
        self._undo = undone_by
        self.told = Confirmation(key, facts, Act(RotaAction.UNDO) if undone_by else None)

    def tell_deed(self, key: str, entry: UUID, **facts: Fact) -> None:
        """Of a change in the audit trail, which is taken back as a deed of its own."""
        self._shown = None
        self.tell(key, lambda at: self.undo_deed(entry, at), **facts)

    def undo_deed(self, entry: UUID, at: datetime) -> bool:
        """Whether it could be taken back."""
        obstacle = undo(self._here.desk, self._here.actor, at, entry)
        # A deed that said what was so already has left no entry.
        is_undone = obstacle is None or obstacle.code == "unknown"
        self.tell("rota.told.undone" if is_undone else "rota.told.not_undone")
        return is_undone

    def _take_back(self, _subject: str, at: datetime) -> None:
        back, self._undo = self._undo, None
        if back is not None:
            back(at)

    # --- the draft ------------------------------------------------------------------------------------------------

    def draft(self, at: datetime) -> Draft | None:
        """What is worked on: the draft, else a copy of what was published last."""
        kept = store.stored_draft()
        if kept is not None and kept.valid_from < at.date():
            return replace(kept, valid_from=next_monday(at.date()))
        return kept or self._published(at)

    def _published(self, at: datetime) -> Draft | None:
        stored = self.stored()
        version = newest(stored, at.date())
        return draft_of(stored, version) if version else None

    def working(self, at: datetime) -> Draft:
        """To be changed: what was published becomes a draft for the next Monday."""
        draft = self.draft(at) or Draft(at.date())
        return draft if store.stored_draft() else replace(draft, valid_from=next_monday(at.date()))

    def change(self, changed: Draft, key: str, **facts: Fact) -> None:
        before = store.stored_draft()
        if changed == before:
            return
        store.keep_draft(self._here.desk, changed)
        self.tell(key, lambda _at: self._put_back(before), **facts)

    def discard(self) -> None:
        before = store.stored_draft()
        store.keep_draft(self._here.desk, None)
        self.tell("rota.told.discarded", lambda _at: self._put_back(before))

    def _put_back(self, draft: Draft | None) -> None:
        store.keep_draft(self._here.desk, draft)
        self.tell("rota.told.undone")

    def proofs(self, at: datetime) -> tuple[RotaProof, ...]:
        return proofs(self.draft(at) or Draft(at.date()), self.facts(at))

    def _grid(self, at: datetime) -> object:
        draft = self.draft(at)
        if draft is None:
            return NoRota(len(self.facts(at).classes))
        is_draft = store.stored_draft() is not None
        return grid_page(draft, self.facts(at), self.proofs(at), self._week, self._rows_page, is_draft=is_draft)

    def _choose_week(self, week: str, _at: datetime) -> None:
        self._week = week
        self.show_grid()

    def _turn_rows(self, page: str, _at: datetime) -> None:
        self._rows_page = int(page)
        self.show_grid()

    # --- a cell ---------------------------------------------------------------------------------------------------

    def _open_cell(self, subject: str, _at: datetime) -> None:
        self._cell, self._adding = subject, False
        self.show(lambda at: self._cell_menu(at, 0))

    def _cell_menu(self, at: datetime, page: int) -> PickOne:
        place = place_of(self._cell)
        options = cell_options(self.working(at), self.facts(at), place, self._week, adding=self._adding)
        shown, page, pages = page_of(options, page, OPTIONS)
        key = f"rota.cell{'.beside' if self._adding else ''}.{place.weekday + 1}"
        starts = f"{place.window.starts // 60:02d}:{place.window.starts % 60:02d}"
        return PickOne(key, shown, RotaAction.FILL, TO_GRID, page, pages, RotaAction.OPTIONS, {"clock": starts})

    def _fill(self, subject: str, at: datetime) -> None:
        place, draft, week = place_of(self._cell), self.working(at), self._week
        if subject == "beside":
            self._adding = True
            self.show(lambda at: self._cell_menu(at, 0))
            return
        self.show_grid()
        match subject:
            case "empty":
                self.change(edits.empty(draft, place, week), "rota.told.emptied")
            case "free" | "closed":
                self.change(edits.mark(draft, place, CellKind(subject)), f"rota.told.{subject}")
            case "reading":
                self.change(edits.reading(draft, place, week), "rota.told.reading")
            case "lending":
                self.change(edits.lending(draft, place, week), "rota.told.lending")
            case _:
                self._enter(at, draft, place, Entered(*subject.split(":", 1)))

    def _enter(self, at: datetime, draft: Draft, place: RotaPlace, who: Entered) -> None:
        """Whoever is in the cell already is taken out."""
        there = any(entry.subject == who for entry in draft.entries_at(place, self._week))
        if there:
            self.change(edits.take(draft, place, who, self._week), "rota.told.taken", who=(who.name,))
        else:
            enter = edits.add if self._adding else edits.put
            self.change(enter(draft, place, who, self._week), "rota.told.entered", who=(who.name,))

    # --- windows --------------------------------------------------------------------------------------------------

    def _show_windows(self, page: int) -> None:
        self.show(lambda at: windows_page(self.working(at), self.facts(at), page))

    def _shift(self, window: str, at: datetime, start: int, end: int) -> None:
        old = window_of(window)
        new = Window(old.starts + start, old.ends + end)
        self.change(edits.move_window(self.working(at), old, new), "rota.told.moved")

    def _split(self, window: str, at: datetime) -> None:
        self.change(edits.split_window(self.working(at), window_of(window)), "rota.told.split")

    def _remove(self, window: str, at: datetime) -> None:
        self.change(edits.remove_window(self.working(at), window_of(window)), "rota.told.removed")

    def _add_window(self, _subject: str, at: datetime) -> None:
        """After the last one, as long as that."""
        draft = self.working(at)
        last = draft.windows[-1] if draft.windows else None
        window = Window(last.ends, min(24 * 60, last.ends + last.ends - last.starts)) if last else NEW_WINDOW
        if window.starts < window.ends:
            self.change(edits.add_window(draft, window), "rota.told.added")

    def _saturday(self, _subject: str, at: datetime) -> None:
        draft = self.working(at)
        has_it = SATURDAY in draft.weekdays
        change = edits.remove_weekday if has_it else edits.add_weekday
        key = "rota.told.saturday_off" if has_it else "rota.told.saturday_on"
        self.change(change(draft, SATURDAY), key)

    # --- made by the station --------------------------------------------------------------------------------------

    def _presets(self, _at: datetime) -> PickOne:
        options = tuple(Option(p, f"rota.preset.{p}", f"rota.preset.{p}.hint") for p in Preset)
        return PickOne("rota.presets", options, RotaAction.PRESET, TO_GRID)

    def _preset(self, preset: str, at: datetime) -> None:
        self.show_grid()
        start = self.working(at).valid_from
        made = from_preset(Preset(preset), self.facts(at), max(start, next_monday(at.date())))
        self.change(made, "rota.told.preset")

    def _how_to_solve(self, _at: datetime) -> PickOne:
        options = tuple(Option(how, f"rota.solve.{how}", f"rota.solve.{how}.hint") for how in SOLVE_HOW)
        return PickOne("rota.solve", options, RotaAction.SOLVE_HOW, TO_GRID)

    def _solve(self, how: str, at: datetime) -> None:
        self.show_grid()
        solution = SOLVE_HOW[how](self.working(at), self.facts(at))
        self.change(solution.draft, "rota.told.solved", count=solution.placed)
        if solution.left:
            names = tuple(one.name for one in solution.left)
            told = {"classes": names, "count": len(names), "room": solution.largest,
                    "pupils": max(one.expected for one in solution.left)}  # fmt: skip
            self.show(lambda _at: Trouble(f"rota.left.{solution.shortage}", TO_GRID, told))


SOLVE_HOW = {
    "missing": solve,
    "anew": solve_anew,
    "fortnight": lambda draft, facts: solve_anew(draft, facts, Rhythm.FORTNIGHTLY),
}
