"""A file that is being made in a job, and what became of it, told once."""

from collections.abc import Callable

from kiosk.office.jobs import Job, Jobs


class Saving:
    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._job: Job[str] | None = None

    @property
    def is_on(self) -> bool:
        return self._job is not None and not self._job.finished

    @property
    def done(self) -> int:
        return self._job.done if self._job else 0

    @property
    def total(self) -> int:
        return self._job.total if self._job else 0

    def start(self, write: Callable[[Job[str]], str]) -> None:
        """write: gives where it wrote to. One file at a time: a second tap while one is made means nothing."""
        if self._job is None:
            self._job = self._jobs.start(write)

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def outcome(self) -> str | Exception | None:
        """Where it was written to, or what stopped it; None while it is made, and once it was told."""
        if self._job is None or not self._job.finished:
            return None
        job, self._job = self._job, None
        return job.result if job.failure is None else job.failure
