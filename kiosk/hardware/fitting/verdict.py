"""How well one text explains the bars."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FitVerdict:
    """loss: 0..1, what of a character stays unexplained on average; lead: how much more the next best text leaves,
    summed over the characters (negative: it leaves less); ends: where on the line the code begins and ends.
    """

    text: str
    loss: float
    lead: float
    ends: tuple[float, float]

    @property
    def certainty(self) -> float:
        """Free of contrast and noise: below 0 another text is likelier; above 4 none was ever seen to be wrong."""
        return self.lead / (self.loss + 0.02)
