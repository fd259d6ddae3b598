"""A private PostgreSQL for the tests: started once a process, a fresh migrated database for each test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

NO_SERVER = "no PostgreSQL server binaries found: these tests ran on SQLite only"
OWNERS = ("postgres", "nobody")
DURABILITY_OFF = "-F -c full_page_writes=off -c synchronous_commit=off -c max_connections=40 -c shared_buffers=32MB"


class Server:
    """A running server. url: of a database in which others can be created."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._prefix = f"station_{os.getpid()}"
        self._numbers = count(1)
        self._template: str | None = None

    def url_of(self, name: str) -> str:
        parts = urlsplit(self._url)
        return urlunsplit(("postgresql", parts.netloc, f"/{name}", parts.query, ""))

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The URL of an empty database with the newest schema, gone afterwards."""
        if self._template is None:
            self._template = self._make_template()
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"create database {name} template {self._template}")
        try:
            yield self.url_of(name)
        finally:
            self._run(f"drop database {name} with (force)")

    def forget_template(self) -> None:
        if self._template is not None:
            self._run(f"drop database {self._template} with (force)")

    def _make_template(self) -> str:
        from db.connection import open_database

        name = f"{self._prefix}_template"
        self._run(f"drop database if exists {name} with (force)")
        self._run(f"create database {name}")
        open_database(self.url_of(name)).close()
        return name

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)


def _program(name: str) -> str | None:
    found = shutil.which(name)
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return found or (str(versions[-1]) if versions else None)


def _owner() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root; None: as whoever runs the tests."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in OWNERS if name in known), None)


@contextmanager
def _private_cluster(initdb: str, pg_ctl: str) -> Iterator[str]:
    owner = _owner()
    # Not pytest's tmp_path: only root may enter that one, and its name is too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="station-pg-"))
    as_owner = {"user": owner, "group": _group(owner), "extra_groups": []} if owner else {}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_owner)

    try:
        if owner:
            shutil.chown(folder, owner)
        cluster = str(folder / "data")
        run(initdb, "-D", cluster, "-U", "station", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"{DURABILITY_OFF} -k {folder} -c listen_addresses=''"
        run(pg_ctl, "-D", cluster, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://station@/postgres?host={folder}"
        finally:
            run(pg_ctl, "-D", cluster, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _group(owner: str) -> int:
    import pwd

    return pwd.getpwnam(owner).pw_gid


@contextmanager
def running_server() -> Iterator[Server]:
    """The server named by STATION_TEST_POSTGRES, else a private one; skips the test when there is neither."""
    named = os.environ.get("STATION_TEST_POSTGRES")
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if not named and not (initdb and pg_ctl):
        pytest.skip(NO_SERVER)
    if named:
        server = Server(named)
        yield server
        server.forget_template()
        return
    with _private_cluster(initdb, pg_ctl) as url:
        yield Server(url)
