"""What a use-case answers when it does nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.circulation.denials import Fact


@dataclass(frozen=True, slots=True)
class NotDone:
    """Why nothing was done. code: of a sentence of the feature, facts: what that says."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


class Gone(Exception):
    """What a page is about is there no more: somebody else has taken it away."""
