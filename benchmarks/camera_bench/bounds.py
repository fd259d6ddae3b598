"""How many there may be where few were counted."""


def upper_bound(count: int, trials: int, confidence: float = 0.95) -> float:
    """The exact one-sided bound (Clopper-Pearson) of a rate: above it, `count` or fewer of `trials` would be rarer than
    1 - confidence. For a count of zero it is about 3 / trials."""
    if count >= trials:
        return 1.0
    low, high = count / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(count, trials, middle) > 1 - confidence else (low, middle)
    return high


def _at_most(count: int, trials: int, rate: float) -> float:
    """The chance of so many or fewer."""
    term = total = (1 - rate) ** trials
    for hits in range(1, count + 1):
        term *= (trials - hits + 1) / hits * rate / (1 - rate)
        total += term
    return total
