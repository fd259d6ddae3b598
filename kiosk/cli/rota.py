"""`rota show|load FILE`: bells, turns of the classes, exceptions."""

from kiosk.bylaw.rota import load_rota, show_rota
from kiosk.cli.policy import configure_bylaw


def configure(commands) -> None:
    configure_bylaw(commands, "rota", "which class borrows when", show_rota, load_rota)
