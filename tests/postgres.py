"""A private PostgreSQL for the tests: started once a process, an empty migrated database for each test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
        self.url = url
        self.name = f"station_{os.getpid()}"
        self._tables: list[str] = []

    def url_of(self, name: str) -> str:
        parts = urlsplit(self.url)
        return urlunsplit(("postgresql", parts.netloc, f"/{name}", parts.query, ""))

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The URL of an empty database with the newest schema; one a process, emptied after each test."""
        url = self.url_of(self.name)
        if not self._tables:
            self._make(url)
        try:
            yield url
        finally:
            self._empty(url)

    def drop(self) -> None:
        if self._tables:
            self.run(self.url, f"drop database {self.name} with (force)")

    def _make(self, url: str) -> None:
        from db.connection import open_database

        self.run(self.url, f"drop database if exists {self.name} with (force)")
        self.run(self.url, f"create database {self.name}")
        handle = open_database(url)
        self._tables = [table for table in handle.get_tables() if table != "schema_migration"]
        handle.close()

    def _empty(self, url: str) -> None:
        """Whoever is still connected is sent away first: a lock that a failed test left would wait for ever."""
        others = (
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = %s and pid <> pg_backend_pid()"
        )
        names = ", ".join(f'"{table}"' for table in self._tables)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(others, (self.name,))
            connection.execute(f"truncate {names}")

    @staticmethod
    def run(url: str, statement: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
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
def _private_cluster(initdb: str, pg_ctl: str, settings: str) -> Iterator[str]:
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
        options = f"{settings} -k {folder} -c listen_addresses=''"
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
def running_server(settings: str = DURABILITY_OFF) -> Iterator[Server]:
    """The server named by STATION_TEST_POSTGRES, else a private one; skips the test when there is neither."""
    named = os.environ.get("STATION_TEST_POSTGRES")
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if not named and not (initdb and pg_ctl):
        pytest.skip(NO_SERVER)
    if named:
        server = Server(named)
        yield server
        server.drop()
        return
    with _private_cluster(initdb, pg_ctl, settings) as url:
        yield Server(url)
