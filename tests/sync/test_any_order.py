"""Uploads in any order, in any pieces, any number of times: the same end. On both engines."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.models import Patron
from kiosk.sync.uploads import apply_upload
from tests.sync.school import COPIES, ITEMS, NOON, Journalist, build_school, state_of_tables

pytestmark = pytest.mark.slow

ACTIONS = st.lists(
    st.tuples(
        st.integers(0, 2),  # kiosk
        st.sampled_from(["lend", "lend", "back", "back_unknown", "renew", "undo_out", "undo_in", "state"]),
        st.sampled_from([*ITEMS[:1], *COPIES]),
        st.integers(0, 3),  # patron
        st.integers(0, 5),  # which of the loans so far
        st.integers(0, 90),  # seconds that the kiosk's clock goes on
    ),
    max_size=14,
)


def history(actions) -> list[Journalist]:
    kiosks = [Journalist(f"k-{name}", NOON + skew) for name, skew in (("a", 0), ("b", 40_000), ("c", -50_000))]
    loans = []
    for who, what, item, patron, which, seconds in actions:
        kiosk = kiosks[who]
        kiosk.clock += seconds * 1000
        known = loans[which % len(loans)] if loans else None
        if what == "lend":
            loans.append((kiosk.lend(item, patron), item, patron))
        elif what == "back_unknown":
            kiosk.take_back(item)
        elif what == "state":
            kiosk.say("item_state", item, state=("in_repair", "available", "missing", "withdrawn")[patron])
        elif known:
            kind = {"back": "check_in", "renew": "renew", "undo_out": "undo_check_out", "undo_in": "undo_check_in"}
            body = {"due_on": f"2026-12-{10 + which}", "renewals": which} if what == "renew" else {}
            kiosk.say(kind[what], known[1], known[0], known[2], **body)
    return kiosks


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS, data=st.data())
def test_whatever_the_order_the_pieces_and_the_repetitions_of_uploads_the_end_is_the_same(database, actions, data):
    if not Patron.select().exists():
        build_school()
    kiosks = history(actions)
    with database.atomic() as once:
        for kiosk in kiosks:
            apply_upload(database, kiosk.upload(), NOON)
        expected = state_of_tables()
        once.rollback()
    with database.atomic() as twice:
        sent = [0, 0, 0]
        while any(done < len(kiosk.events) for done, kiosk in zip(sent, kiosks, strict=True)):
            who = data.draw(st.sampled_from([n for n in range(3) if sent[n] < len(kiosks[n].events)]))
            first = data.draw(st.integers(1, sent[who] + 1))
            last = data.draw(st.integers(sent[who] + 1, len(kiosks[who].events)))
            applied = apply_upload(database, kiosks[who].upload(first, last), NOON)
            assert applied.have == last
            sent[who] = applied.have
        assert state_of_tables() == expected
        twice.rollback()
