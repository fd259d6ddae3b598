"""The station's words: gettext catalogues whose msgid is a key, so that no sentence lives in Python."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polib

LANGUAGES = ("zh_CN", "en")
LOCALE = Path(__file__).resolve().parents[1] / "assets" / "locale"


@cache
def load_catalogue(language: str, locale: Path = LOCALE) -> Mapping[str, str]:
    """A key that is missing or has no words raises KeyError when it is asked for: a blank is never shown."""
    files = sorted((locale / language / "LC_MESSAGES").glob("*.po"))
    if not files:
        raise FileNotFoundError(locale / language)
    entries = (entry for path in files for entry in polib.pofile(str(path)) if entry.translated())
    return MappingProxyType({entry.msgid: entry.msgstr for entry in entries})
