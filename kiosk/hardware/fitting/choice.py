"""Which text with a right check digit explains the bars best, and how far ahead of the next one it is."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Choices:
    """Of each row of alternatives (explanations of the same bars) the cheapest choice.

    symbols: rows x places; losses: rows, summed over the places; runners_up: rows, of the next best choice.
    """

    symbols: np.ndarray
    losses: np.ndarray
    runners_up: np.ndarray


def choose(
    losses: np.ndarray, symbols: np.ndarray, weights: np.ndarray, modulus: int, remainders: np.ndarray
) -> Choices:
    """losses: rows x places x options; symbols: places x options, what each option is; in each row only choices count
    with sum(weights * symbols) % modulus == its remainder.

    A walk over places and remainders, and beside it a walk over the choices that differ from the best one somewhere.
    """
    rows, places, _ = losses.shape
    every = np.arange(rows)
    # shifts[k, r, s]: the remainder before place k from which its option s leads to remainder r
    shifts = (np.arange(modulus)[:, None] - (weights[:, None] * symbols)[:, None, :]) % modulus
    cost = np.full((rows, modulus), np.inf)
    cost[:, 0] = 0.0
    came = []
    for k in range(places):
        total = cost[:, shifts[k]] + losses[:, k, None, :]
        came.append(total.argmin(axis=2))
        cost = np.take_along_axis(total, came[k][..., None], axis=2)[..., 0]
    chosen = np.empty((rows, places), dtype=int)
    before = np.empty((rows, places + 1), dtype=int)
    before[:, places] = remainders
    for k in range(places - 1, -1, -1):
        chosen[:, k] = came[k][every, before[:, k + 1]]
        before[:, k] = shifts[k][before[:, k + 1], chosen[:, k]]
    other = np.full((rows, modulus), np.inf)
    spent = np.zeros(rows)
    for k in range(places):
        differing = losses[:, k].copy()
        differing[every, chosen[:, k]] = np.inf
        left = np.full((rows, modulus), np.inf)
        left[every, before[:, k]] = spent
        differs_later = (other[:, shifts[k]] + losses[:, k, None, :]).min(axis=2)
        differs_here = (left[:, shifts[k]] + differing[:, None, :]).min(axis=2)
        other = np.minimum(differs_later, differs_here)
        spent = spent + losses[every, k, chosen[:, k]]
    return Choices(symbols[np.arange(places), chosen], cost[every, remainders], other[every, remainders])
