"""Work that takes longer than a screen may stand still: in a thread, with a database connection of its own."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from peewee import Database

T = TypeVar("T")
Row = TypeVar("Row")
log = logging.getLogger("kiosk")


class Cancelled(Exception):
    """Nobody waits for the result any more; what was begun in a transaction is rolled back."""


class Job(Generic[T]):
    """done, total: steps, total 0 while nobody knows; failure: what stopped it, or None."""

    def __init__(self) -> None:
        self.done = self.total = 0
        self.result: T | None = None
        self.failure: Exception | None = None
        self._ended, self._cancelled = threading.Event(), threading.Event()

    @property
    def finished(self) -> bool:
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        return self._ended.wait(seconds)

    def cancel(self) -> None:
        self._cancelled.set()

    def step(self, done: int, total: int) -> None:
        """Called by the work itself. Raises Cancelled."""
        self.done, self.total = done, total
        if self._cancelled.is_set():
            raise Cancelled

    def over(self, rows: Iterable[Row], desc: str = "", total: int = 0) -> Iterator[Row]:
        """The rows, counted as they go by; called as tqdm is. Raises Cancelled."""
        for at, row in enumerate(rows):
            self.step(at, total)
            yield row

    def run(self, work: Callable[["Job[T]"], T]) -> None:
        try:
            self.result = work(self)
        except Cancelled as error:
            self.failure = error
        except Exception as error:
            log.exception("a job of the office has stopped")
            self.failure = error
        finally:
            self._ended.set()


class Jobs:
    """Starts them. A database in memory is one connection's own: there the work is done at once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._running: list[Job[Any]] = []

    @property
    def busy(self) -> bool:
        self._running = [job for job in self._running if not job.finished]
        return bool(self._running)

    def start(self, work: Callable[[Job[T]], T]) -> Job[T]:
        job: Job[T] = Job()
        if self._db.database == ":memory:":
            job.run(work)
            return job
        self._running.append(job)
        threading.Thread(target=self._run, args=(job, work), name="office job", daemon=True).start()
        return job

    def _run(self, job: Job[T], work: Callable[[Job[T]], T]) -> None:
        def connected(job: Job[T]) -> T:
            with self._db.connection_context():
                return work(job)

        job.run(connected)
