"""What the school has decided once, read and written by name."""

from db.models import Setting

# Grows with every change to policies, rota or calendar, so that a reader knows when its copy is old.
BYLAW_VERSION = "bylaw_version"
DEFAULTS = {
    "school_name": "",
    "timezone": "Asia/Shanghai",
    "rota_mode": "off",
    BYLAW_VERSION: "0",
}


def get_setting(key: str) -> str:
    row = Setting.get_or_none(Setting.key == key)
    return row.value if row else DEFAULTS.get(key, "")


def put_setting(key: str, value: str) -> None:
    Setting.insert(key=key, value=value).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: value}
    ).execute()


def bump_bylaw() -> None:
    """Call in the transaction that changes policies, rota or calendar."""
    put_setting(BYLAW_VERSION, str(int(get_setting(BYLAW_VERSION)) + 1))
