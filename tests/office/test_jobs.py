"""Work beside the screen: its own connection, its progress, its end."""

from db.models import SchoolClass
from kiosk.office.jobs import Cancelled, Jobs

LONG = 20  # seconds, far beyond what is needed


def test_a_job_writes_over_a_connection_of_its_own(database):
    job = Jobs(database).start(lambda job: [SchoolClass.create(name=str(at)) for at in job.over(range(3), total=3)])
    assert job.wait(LONG)
    assert job.failure is None
    assert SchoolClass.select().count() == 3


def test_what_stops_a_job_is_told(database):
    jobs = Jobs(database)
    job = jobs.start(lambda _job: 1 // 0)
    assert job.wait(LONG)
    assert isinstance(job.failure, ZeroDivisionError)
    assert not jobs.busy


def test_a_cancelled_job_leaves_nothing_behind(database):
    def write(job):
        with database.atomic():
            SchoolClass.create(name="1")
            job.cancel()
            job.step(1, 2)

    job = Jobs(database).start(write)
    assert job.wait(LONG)
    assert isinstance(job.failure, Cancelled)
    assert SchoolClass.select().count() == 0
