"""Classes of the Chinese Library Classification (中国图书馆分类法), as far down as a school's shelves are signed.

Their names are in assets/locale under «clc.<code>»."""

from collections.abc import Sequence

MAIN = tuple("ABCDEFGHIJKNOPQRSTUVXZ")
# The second level where a school has more than a handful.
BELOW = {
    "A": ("A1", "A2", "A3", "A4", "A5", "A7", "A8"),
    "B": ("B0", "B1", "B2", "B8", "B9"),
    "C": ("C8", "C9"),
    "D": ("D0", "D1", "D2", "D4", "D6", "D8", "D9", "DF"),
    "E": ("E0", "E1", "E2", "E9"),
    "F": ("F0", "F1", "F2", "F3", "F4", "F7", "F8"),
    "G": ("G0", "G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"),
    "H": ("H0", "H1", "H2", "H3", "H4"),
    "I": ("I0", "I1", "I2", "I3", "I4", "I5", "I6", "I7"),
    "J": ("J0", "J1", "J2", "J3", "J4", "J5", "J6", "J7", "J8", "J9"),
    "K": ("K0", "K1", "K2", "K3", "K5", "K7", "K8", "K9"),
    "N": ("N0", "N1", "N4", "N8", "N9"),
    "O": ("O1", "O3", "O4", "O6", "O7"),
    "P": ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P9"),
    "Q": ("Q1", "Q3", "Q5", "Q6", "Q7", "Q9"),
    "R": ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"),
    "S": ("S1", "S2", "S3", "S5", "S6", "S7", "S8", "S9"),
    "T": ("TB", "TD", "TE", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TP", "TQ", "TS", "TU", "TV"),
    "U": ("U1", "U2", "U4", "U6", "U8"),
    "V": ("V1", "V2", "V4", "V5"),
    "X": ("X1", "X2", "X3", "X4", "X5", "X7", "X8", "X9"),
    "Z": ("Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z8"),
}
# 五大部类, in which the summary register counts.
DIVISIONS = {"A": "A", "B": "B", **dict.fromkeys("CDEFGHIJK", "C"), **dict.fromkeys("NOPQRSTUVX", "N"), "Z": "Z"}


def main_class(call_number: str) -> str:
    """The letter, or empty where the call number is of no class."""
    letter = call_number.strip()[:1].upper()
    return letter if letter in MAIN else ""


def below(code: str) -> Sequence[str]:
    return BELOW.get(code, ())
