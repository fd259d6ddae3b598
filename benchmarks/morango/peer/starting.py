"""What the kiosk's process and the centre's have in common before they meet."""

import os

import django
from django.db.backends.signals import connection_created

SCOPE = "school"
LIBRARIAN, PASSWORD = "librarian", "read me"


def _durable(connection, **_) -> None:
    if connection.vendor == "sqlite":
        connection.cursor().executescript("pragma journal_mode = wal; pragma synchronous = full;")


def start() -> None:
    """Django with an empty database of its own, in which the school's scope is known."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    django.setup()
    connection_created.connect(_durable)
    from django.core.management import call_command
    from lending.models import PROFILE
    from morango.models.certificates import ScopeDefinition

    call_command("migrate", run_syncdb=True, verbosity=0)
    ScopeDefinition.objects.create(
        id=SCOPE,
        profile=PROFILE,
        version=1,
        primary_scope_param_key="school",
        description="Everything of the school ${school}.",
        read_filter_template="",
        write_filter_template="",
        read_write_filter_template="${school}",
    )
