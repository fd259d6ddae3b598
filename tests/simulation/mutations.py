"""Faults put into the protocol on purpose: a proof that finds none of them proves nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from unittest.mock import patch
from uuid import uuid5

from db.models import Change as Head
from kiosk.sync import agent, feed, fold, outbox, timelines, uploads
from kiosk.sync.events import Event
from kiosk.sync.messages import Quarantined
from tests.simulation import wiring
from tests.simulation.world import World


def ack_before_commit():
    """The centre answers before it has committed: what it had said is gone after a crash."""
    sound = World.at_centre

    def hasty(world: World, body: bytes, crashes: bool) -> bytes:
        if not crashes:
            return sound(world, body, False)
        with world.at(world.centre), world.centre.atomic() as lost:
            reply = wiring.answer(world.centre, body, world.now, 500)
            lost.rollback()
        return reply

    return patch.object(World, "at_centre", hasty)


@contextmanager
def cursor_from_client() -> Iterator[None]:
    """The kiosk's own position is taken for the truth, and never goes back when the centre has less."""
    sound = outbox.acknowledge

    def stubborn(db, me, epoch, have):
        return sound(db, me, epoch, max(have, outbox.position_in(me, epoch)))

    with patch.object(agent, "acknowledge", stubborn), patch.object(outbox, "acknowledge", stubborn):
        yield


def ack_what_is_written():
    """Whatever stands in the journal when the reply comes counts as told, also what was written meanwhile."""
    sound = outbox.acknowledge
    return patch.object(agent, "acknowledge", lambda db, me, epoch, have: sound(db, me, epoch, have and 2**31))


def no_dedup():
    """An event that comes twice is another event."""
    again = count()

    def all_new(events: Sequence[Event], *facts) -> list[Event]:
        fresh = {event.id for event in sound(events, *facts)}
        return [
            event if event.id in fresh else uploads._aside(replace(event, id=_other_id(event, next(again))))
            for event in events
        ]

    sound = uploads._unseen
    return patch.object(uploads, "_unseen", all_new)


def _other_id(event: Event, number: int) -> str:
    return uuid5(uploads.QUARANTINE, f"{event.id}/{number}").hex


def drop_late_events():
    """What comes late is kept in the journal and changes nothing."""
    return patch.object(timelines, "_rebuild", lambda db, timeline, touched: None)


def no_rebuild():
    """What comes late is applied as if it were new."""
    return patch.object(timelines, "_late", lambda all_of_them: [False] * len(all_of_them))


def reorder_by_wall_clock():
    """Events are ordered by what their kiosk's clock showed, which may have been set back."""
    return patch.object(Event, "order", property(lambda event: (event.at, event.id)))


def forget_epoch():
    """A kiosk put back from an image goes on as if nothing had been."""
    return patch.object(wiring, "notice_that_kiosk_was_restored", lambda db, last: wiring.identity(db))


def forget_centre():
    """A centre put back from a copy gives its numbers a second time, and kiosks go on from theirs."""
    return patch.object(wiring, "notice_that_centre_was_restored", lambda: None)


def feed_sequence_gap():
    """Numbers of the feed are taken before others commit, as from a sequence: some appear below what was drawn."""
    turns = count()
    sound = feed._number

    def numbered(db, marks, *facts):
        told = sound(db, marks, *facts)
        if next(turns) % 3 == 2:
            last = feed.feed_version()
            Head.update(ver=Head.ver - 2 * told).where(Head.ver > last - told).execute()
        return told

    return patch.object(feed, "_number", numbered)


def skip_after_bad_event():
    """What follows an event that cannot be read is taken for had, and thrown away."""
    sound = uploads._unseen

    def until_bad(events: Sequence[Event], *facts) -> list[Event]:
        bad = [place for place, event in enumerate(events) if event.kind.startswith(uploads.QUARANTINED)]
        return sound(events[: bad[0] + 1] if bad else events, *facts)

    return patch.object(uploads, "_unseen", until_bad)


def bad_event_blocks():
    """An event that cannot be read is sent back: the kiosk tries it again for ever."""
    sound = uploads.spelled_out

    def strict(upload):
        read = sound(upload)
        if read is not None and any(isinstance(entry, Quarantined) for entry in read.entries):
            raise RuntimeError("the centre refuses the whole of it")
        return read

    return _refusing(strict)


@contextmanager
def _refusing(strict) -> Iterator[None]:
    """The kiosk hears nothing, as from a centre that answers 500."""
    from tests.simulation.network import Crash

    sound = wiring.answer

    def answer(*arguments) -> bytes:
        try:
            return sound(*arguments)
        except RuntimeError:
            raise Crash from None

    with patch.object(uploads, "spelled_out", strict), patch.object(wiring, "answer", answer):
        yield


def page_skips():
    """A page says that it leads to the newest number, though it holds only the first rows."""
    sound = wiring.page

    def leaps(since: int, size: int):
        changes, _, more = sound(since, size)
        return changes, feed.feed_version(), more

    return patch.object(wiring, "page", leaps)


def never_told_again():
    """The centre tells only what an event has changed: what a kiosk passed over meanwhile, it never hears."""

    def only_changes(touched, timeline, before, after) -> None:
        changed = {id_ for id_, lent in after.loans.items() if before.loans.get(id_) != lent}
        touched.loan |= changed
        touched.item |= {after.loans[id_].item for id_ in changed}
        touched.item |= {item for item, state in after.states.items() if before.states[item] != state}

    return patch.object(timelines, "_touch", only_changes)


def first_borrower_keeps():
    """A book that two kiosks have lent stays with the first: the centre refuses a fact."""
    sound = fold._hold

    def refusing(shelf, lent, event):
        taken = lent.item in shelf.held and fold._free_copy(shelf) is None
        return shelf if taken else sound(shelf, lent, event)

    return patch.object(fold, "_hold", refusing)


def silent_conflict():
    """A book lent twice is given to the later reader, and nobody is told."""
    return patch.object(fold, "_remark", lambda shelf, event, kind, **facts: shelf)


MUTATIONS: dict[str, Callable[[], AbstractContextManager]] = {
    fault.__name__: fault
    for fault in (
        ack_before_commit,
        ack_what_is_written,
        bad_event_blocks,
        cursor_from_client,
        drop_late_events,
        feed_sequence_gap,
        first_borrower_keeps,
        forget_centre,
        forget_epoch,
        never_told_again,
        no_dedup,
        no_rebuild,
        page_skips,
        reorder_by_wall_clock,
        silent_conflict,
        skip_after_bad_event,
    )
}
