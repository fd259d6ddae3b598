"""The kiosk: writes the events that it is given, gets its certificate, and only then pushes with the clock running.

usage: kiosk.py URL SCHOOL CHUNK EVENTS; EVENTS: a file of JSON. Prints what the push took, as JSON.
"""

import json
import sys
import time
from pathlib import Path

from starting import LIBRARIAN, PASSWORD, SCOPE, start


def write_events(school: str, events: list[dict]) -> None:
    from lending.models import Event

    Event.objects.bulk_create(
        Event(**event, _morango_source_id=event["id"], _morango_partition=school) for event in events
    )


def join(connection, school: str) -> tuple:
    """The kiosk's certificate and the centre's."""
    [theirs] = connection.get_remote_certificates(school, SCOPE)
    mine = connection.certificate_signing_request(
        theirs, SCOPE, {"school": school}, userargs=LIBRARIAN, password=PASSWORD
    )
    return mine, theirs


class Pauses:
    """Morango sleeps between two calls of a stage, up to a second: how long in all."""

    def __init__(self) -> None:
        from morango.sync import controller

        self.seconds = 0.0
        controller.sleep = self._sleep

    def _sleep(self, seconds: float) -> None:
        self.seconds += seconds
        time.sleep(seconds)


def push(connection, certificates: tuple, school: str, chunk: int) -> dict[str, float]:
    """Seconds until each part was done; at the last the centre has applied everything."""
    from morango.models.certificates import Filter

    began, done = time.perf_counter(), {}

    def mark(name: str):
        return lambda **_: done.setdefault(name, time.perf_counter() - began)

    client = connection.create_sync_session(*certificates, chunk_size=chunk).get_push_client()
    client.signals.queuing.completed.connect(mark("queued"))
    client.signals.transferring.completed.connect(mark("transferred"))
    client.signals.dequeuing.completed.connect(mark("applied"))
    client.initialize(Filter(school))
    client.run()
    client.finalize()
    return done


def main(url: str, school: str, chunk: int, events: list[dict]) -> None:
    from lending.models import PROFILE
    from morango.sync.controller import MorangoProfileController

    write_events(school, events)
    connection = MorangoProfileController(PROFILE).create_network_connection(url)
    certificates = join(connection, school)
    pauses = Pauses()
    done = push(connection, certificates, school, chunk)
    print(json.dumps({**done, "paused": pauses.seconds}))


if __name__ == "__main__":
    start()
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), json.loads(Path(sys.argv[4]).read_text()))
