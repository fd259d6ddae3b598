"""PostgreSQL servers of a benchmark's own, as durable as a school's: stopped at once, started again, one promoted."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[-2]))
DATABASE, USER, OWNER = "centre", "station", "postgres"


def is_here() -> bool:
    """PostgreSQL refuses to run as root: then it runs as the user whom its packages have made."""
    owned = os.geteuid() != 0 or any(entry.pw_name == OWNER for entry in pwd.getpwall())
    return owned and bool(BIN) and (BIN[-1] / "pg_basebackup").exists()


class Server:
    """One cluster in a folder of its own; its socket is there too, and nothing listens on the network."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._owner = pwd.getpwnam(OWNER) if os.geteuid() == 0 else None
        folder.mkdir()
        if self._owner:
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)

    def initialise(self) -> None:
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        options = f"-k {self.folder} -p {self.port} -c listen_addresses='' -c max_connections=40 -c shared_buffers=64MB"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop_at_once(self) -> None:
        """As a machine that loses its processes: no checkpoint, recovery at the next start."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def promote(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "promote")

    def copy_to(self, standby: "Server") -> None:
        """A standby of this server; from then on a commit returns only when the standby has it."""
        source = f"host={self.folder} port={self.port} user={USER} application_name=standby"
        self._run("pg_basebackup", "-d", source, "-D", standby._data, "-R", "-X", "stream", "-c", "fast")
        standby.start()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("alter system set synchronous_standby_names = '*'")
            connection.execute("select pg_reload_conf()")

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        user = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []} if self._owner else {}
        command = [str(BIN[-1] / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **user)


def either(first: Server, second: Server) -> str:
    """The URL that finds whichever of the two takes writes."""
    hosts, ports = f"{first.folder},{second.folder}", f"{first.port},{second.port}"
    return f"postgresql://{USER}@/{DATABASE}?host={hosts}&port={ports}&target_session_attrs=read-write"


@contextmanager
def servers(folder: Path, count: int) -> Iterator[list[Server]]:
    """The first one runs and has an empty database; the others are only prepared."""
    folder.chmod(0o755)
    made = [Server(folder / f"pg{number}", 5433 + number) for number in range(count)]
    made[0].initialise()
    made[0].start()
    with psycopg.connect(made[0].url("postgres"), autocommit=True) as connection:
        connection.execute(f"create database {DATABASE}")
    try:
        yield made
    finally:
        for server in made:
            if (server.folder / "data/postmaster.pid").exists():
                server.stop_at_once()
            shutil.rmtree(server.folder, ignore_errors=True)
