"""What a scan or a tap has brought about, beside the view."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.circulation.denials import Denial
from kiosk.hardware.scan import Scan
from kiosk.lending.covers import Mislabelled
from kiosk.selfcheck.views import Cue


class OutcomeKind(StrEnum):
    VISIT = "visit"
    CHECK_OUT = "check_out"
    CHECK_IN = "check_in"
    RENEWAL = "renewal"
    REPEAT = "repeat"
    REFUSAL = "refusal"
    UNKNOWN = "unknown"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One conclusion.

    patron: card number or None; text: what was scanned; record: ISBN or None; label: the copy's own label when one
    was seen; scan: what it answers, None for a tap."""

    kind: OutcomeKind
    patron: str | None = None
    text: str = ""
    record: str | None = None
    codes: tuple[str, ...] = ()
    label: str | None = None
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class Step:
    cue: Cue | None = None
    outcomes: tuple[Outcome, ...] = ()

    def answering(self, scan: Scan) -> "Step":
        return replace(self, outcomes=tuple(replace(outcome, scan=outcome.scan or scan) for outcome in self.outcomes))

    def then(self, later: "Step") -> "Step":
        """Both in one: the later sound is the one to hear."""
        return replace(self, cue=later.cue or self.cue, outcomes=self.outcomes + later.outcomes)


NOTHING = Step()


def noticed(book: Mislabelled, patron: str | None) -> Step:
    """Beside whatever was concluded of the book itself."""
    label = book.label
    return Step(outcomes=(Outcome(OutcomeKind.NOTICE, patron, label, book.isbn, ("label_mismatch",), label),))


# Refusals that only say «not now» sound warm; the others knock.
_NOT_NOW = frozenset(
    {
        "not_your_class_turn",
        "library_closed",
        "only_returns_now",
        "already_yours",
        "item_not_for_loan",
        "which_copy",
        "item_lost",
    }
)


def cue_for(denials: tuple[Denial, ...]) -> Cue:
    return Cue.ATTENTION if denials[0].code in _NOT_NOW else Cue.STOP
