"""Classes into turns: an exact search, for the few dozens that a school has."""

from collections.abc import Sequence

# Steps after which a search gives up; a school's rota takes about as many as it has classes.
MOST_STEPS = 5_000


class GaveUp(Exception):
    """Neither found nor proven impossible."""


def can_pack(sizes: Sequence[int], rooms: Sequence[int], most: Sequence[int]) -> bool:
    """Whether all fit. sizes: pupils of each class; rooms: pupils that each turn can serve; most: classes that each
    turn may take. False is proven. Raises GaveUp."""
    open_rooms = [room for room, count in zip(rooms, most, strict=True) if count]
    if sum(sizes) > sum(open_rooms) or len(sizes) > sum(most) or max(sizes, default=0) > max(open_rooms, default=0):
        return False
    return _Search(sizes, rooms, most).place(0)


class _Search:
    """Largest class first, into the turn that it fills best; turns that are alike are tried once."""

    def __init__(self, sizes: Sequence[int], rooms: Sequence[int], most: Sequence[int]) -> None:
        self._sizes = sorted(sizes, reverse=True)
        self._rooms = list(rooms)
        self._most = list(most)
        self._steps = 0

    def place(self, number: int) -> bool:
        if number == len(self._sizes):
            return True
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise GaveUp
        size = self._sizes[number]
        kinds = {
            (room, most): n for n, (room, most) in enumerate(zip(self._rooms, self._most, strict=True)) if room >= size
        }
        for (room, most), n in sorted(kinds.items()):
            if most == 0:
                continue
            self._rooms[n], self._most[n] = room - size, most - 1
            if self.place(number + 1):
                return True
            self._rooms[n], self._most[n] = room, most
        return False
