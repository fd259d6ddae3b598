"""Search keys for titles: on a station's Latin keyboard, children type pinyin or its initials."""

from pypinyin import Style, lazy_pinyin


def _only_keys(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isascii() and sign.isalnum())


def full_pinyin(text: str) -> str:
    """«草房子 2» → «caofangzi2»: no tones, no blanks, no punctuation."""
    return _only_keys("".join(lazy_pinyin(text)))


def pinyin_initials(text: str) -> str:
    """«草房子 2» → «cfz2»; Latin letters and digits stay whole."""
    return _only_keys("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)))
