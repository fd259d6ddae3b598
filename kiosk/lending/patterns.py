"""What the school's codes look like, as it is kept."""

from db.settings import get_setting
from kiosk.circulation.barcodes import DEFAULT_PATTERNS, Pattern
from kiosk.toml_files.patterns import known_patterns

PATTERNS = "patterns"


def stored_patterns() -> tuple[Pattern, ...]:
    """Those in force, the built-in ones where the school has decided on none."""
    text = get_setting(PATTERNS)
    return known_patterns(text) if text else DEFAULT_PATTERNS
