"""Key presses as characters: a scanner gun types, and presses Enter at the end."""

ENTER = (13, 271)
KEYPAD = {256 + digit: str(digit) for digit in range(10)}


def character_of(key: int, text: str | None, modifiers: list[str]) -> str:
    """Empty for keys that are no character. Enter is a line break, whatever the keyboard calls it."""
    if key in ENTER:
        return "\n"
    if key in KEYPAD:
        return KEYPAD[key]
    if not text or not text.isprintable():
        return ""
    return text.upper() if "shift" in modifiers or "capslock" in modifiers else text
