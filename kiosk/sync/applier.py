"""One thread that does all jobs which wait in one transaction.

A commit costs the disk the same for one upload and for sixty: with one each, stations would wait for one another."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

# At once in one transaction; what would have to wait behind LONGEST_QUEUE others is told to come later.
JOBS_TOGETHER, LONGEST_QUEUE = 64, 48


class QueueFull(Exception):
    """More waits already than can be answered soon."""


class Applier(Generic[Job, Result]):
    """work: does several jobs in one transaction, all or none, and returns their results once they are durable; a
    result that is an exception is raised to whoever asked. When it raises for several, each is done by itself, so
    that one which fails spoils none of the others."""

    def __init__(
        self,
        work: Callable[[Sequence[Job]], Sequence[Result | Exception]],
        size: Callable[[Job], int],
        largest: int,
        at_end: Callable[[], object],
        longest: int = LONGEST_QUEUE,
    ) -> None:
        """size, largest: jobs are taken together up to this sum of their sizes. at_end: the thread's last act."""
        self._work = work
        self._size = size
        self._largest = largest
        self._at_end = at_end
        self._longest = longest
        self._waiting: deque[tuple[Job, Future[Result]]] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="applier", daemon=True)
        self._thread.start()

    def do(self, job: Job) -> Result:
        """Waits for its result, or raises what `work` raised for it alone. Raises QueueFull at once."""
        future: Future[Result] = Future()
        with self._changed:
            if self._closed or len(self._waiting) >= self._longest:
                raise QueueFull
            self._waiting.append((job, future))
            self._changed.notify()
        return future.result()

    @property
    def waiting(self) -> int:
        """Jobs that nobody has begun yet."""
        return len(self._waiting)

    def close(self) -> None:
        """After what waits has been done."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while taken := self._take():
            self._finish(taken)
        self._at_end()

    def _take(self) -> list[tuple[Job, Future[Result]]]:
        """What waits, the oldest first; nothing once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            taken: list[tuple[Job, Future[Result]]] = []
            size = 0
            while self._waiting and len(taken) < JOBS_TOGETHER:
                size += self._size(self._waiting[0][0])
                if taken and size > self._largest:
                    break
                taken.append(self._waiting.popleft())
            return taken

    def _finish(self, taken: Sequence[tuple[Job, Future[Result]]]) -> None:
        try:
            results = self._work([job for job, _ in taken])
        except Exception as fault:
            if len(taken) > 1:
                for one in taken:
                    self._finish([one])
                return
            results = [fault]
        for (_, future), result in zip(taken, results, strict=True):
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
