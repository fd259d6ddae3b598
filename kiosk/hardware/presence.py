"""What happened before the camera since the last presentation: did the visitor stay, and was anything not read?"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kiosk.hardware.camera_port import is_picture
from kiosk.hardware.people import NOBODY, SHOWN, Cells, Mask, Person, Room, cell_at, people_in, relative_difference
from kiosk.hardware.scan import Evidence, Visitor

MOVED = 0.12  # relative difference of a cell between two looks
CALM = 0.03  # of the cells: a child sways, a passer-by moves more
CALM_FOR = 0.15  # s: in a hurry a child stands still for less than half a second before it goes
AFTER_A_CODE = 0.25  # s until what was held up is out of the picture
TELL_APART = 0.25  # s between two looks at who stands there
GONE_LOOKS = 2  # in a row; one may be a blurred picture
HIDDEN_FOR = 2.0  # s without the visitor's clothes: a book covers them for less before it is read
UNREAD_OVER = 0.5  # s without bars: what was held up is away
SETTLES = 30.0  # s: what stands still for so long belongs to the room

Places = Sequence[tuple[float, float]]  # (x, y) in shares of the picture


class Presence:
    """Told of every decoded frame, in order; times are seconds of one clock."""

    def __init__(self) -> None:
        self._room = Room()
        self._people: tuple[Person, ...] = ()
        self._before: Cells | None = None
        self._still_since: npt.NDArray[np.float64] | None = None
        self._moved_at = self._code_at = self._shown_at = self._filled_at = self._told_apart_at = float("-inf")
        self._looks_gone = 0
        self._presentation: int | None = None
        self._unread_from: float | None = None
        self._bars_at = float("-inf")
        self._evidence = Evidence()
        self._begin(0.0)

    def see(self, image: npt.NDArray[np.uint8], at: float, *, code: bool, unread: Places = ()) -> None:
        """code: something was read in it; unread: where bars stand that were not."""
        if not is_picture(image):
            return
        if code:
            self._code_at = at
        cells, bare = self._room.look(image)
        self._watch_bars(at, unread=not code and any(not bare[cell_at(place)] for place in unread))
        self._watch_motion(cells, at)
        self._watch_people(cells, bare, at)
        self._watch_emptiness(bare, at)
        self._learn(cells, bare, at)
        self._before = cells

    def since(self, presentation: int, at: float) -> Evidence:
        """At a scan; the codes of one presentation are told the same."""
        if presentation != self._presentation:
            self._presentation = presentation
            self._evidence = Evidence(self._visitor(at), self._longest_empty, self._longest_unread)
            self._begin(at)
        self._unread_from = None
        return self._evidence

    def _begin(self, at: float) -> None:
        self._left = self._changed = False
        self._longest_empty = self._longest_unread = 0.0
        self._filled_at = at

    def _visitor(self, at: float) -> Visitor:
        if self._changed:
            return Visitor.CHANGED
        if self._left:
            return Visitor.LEFT
        if not self._people:
            return Visitor.UNSEEN
        if at - self._shown_at > HIDDEN_FOR:
            return Visitor.CHANGED
        return Visitor.STAYED if len(self._people) == 1 else Visitor.ACCOMPANIED

    def _watch_bars(self, at: float, *, unread: bool) -> None:
        if unread:
            self._unread_from = at if self._unread_from is None else self._unread_from
            self._bars_at = at
        elif self._unread_from is not None and at - self._bars_at > UNREAD_OVER:
            self._longest_unread = max(self._longest_unread, self._bars_at - self._unread_from)
            self._unread_from = None

    def _watch_motion(self, cells: Cells, at: float) -> None:
        if self._before is None or self._still_since is None:
            self._still_since = np.full(cells.shape[:2], at)
            self._moved_at = at
            return
        moved = relative_difference(cells, self._before) > MOVED
        self._still_since[moved] = at
        if moved.mean() > CALM:
            self._moved_at = at

    def _watch_people(self, cells: Cells, bare: Mask, at: float) -> None:
        if any(person.share_shown(cells, bare) >= SHOWN for person in self._people) or not self._people:
            self._shown_at = at
        gone = any(person.is_gone(cells, bare) for person in self._people)
        self._looks_gone = self._looks_gone + 1 if gone else 0
        if self._looks_gone >= GONE_LOOKS:
            self._left, self._people, self._looks_gone = True, (), 0
        if at - self._moved_at < CALM_FOR or at - self._code_at < AFTER_A_CODE:
            return
        if at - self._told_apart_at < TELL_APART:
            return
        now, self._told_apart_at = people_in(cells, bare), at
        if not now:
            return
        if any(person.share_shown(cells, bare) < SHOWN for person in self._people):
            self._changed = True
        self._people = now

    def _watch_emptiness(self, bare: Mask, at: float) -> None:
        if 1 - bare.mean() > NOBODY:
            self._filled_at = at
        self._longest_empty = max(self._longest_empty, at - self._filled_at)

    def _learn(self, cells: Cells, bare: Mask, at: float) -> None:
        assert self._still_since is not None
        if at - self._moved_at >= CALM_FOR:
            self._room.learn(cells, bare)
        self._room.learn(cells, at - self._still_since > SETTLES, rate=1.0)
