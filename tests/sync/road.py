"""Two network namespaces and a rough road between them: real packets, delayed, lost, doubled and overtaken.

The kernel's own netem is missing from many small machines; this needs TUN devices only. Each namespace has one, and a
thread here carries the packets from one to the other."""

import fcntl
import heapq
import os
import random
import select
import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic

import pytest

TUN = Path("/dev/net/tun")
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h
MTU = 1500
CENTRE_SIDE = "10.213.77.1"


@dataclass(frozen=True, slots=True)
class State:
    """loss, twice: parts of all packets; delay, jitter: seconds; jitter lets packets overtake one another."""

    loss: float = 0.0
    twice: float = 0.0
    delay: float = 0.0
    jitter: float = 0.0


SMOOTH, CUT = State(), State(loss=1.0)


@dataclass(frozen=True, slots=True)
class End:
    """A namespace on one side. device: a file descriptor that gives and takes its packets."""

    namespace: str
    interface: str
    address: str
    device: int

    def run(self) -> list[str]:
        """What to put before a command that is to run there."""
        return ["ip", "netns", "exec", self.namespace]

    def link(self, to: str) -> None:
        """to: up or down."""
        ip("-n", self.namespace, "link", "set", self.interface, to)


class Road:
    def __init__(self, ends: tuple[End, End], seed: int) -> None:
        self.ends = ends
        self.state = SMOOTH
        self.carried = self.lost = 0
        self._random = random.Random(seed)
        self._under_way: list[tuple[float, int, int, bytes]] = []
        self._numbers = count()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def _carry(self) -> None:
        here, there = (end.device for end in self.ends)
        other = {here: there, there: here}
        while not self._ended.is_set():
            pause = max(0.0, self._under_way[0][0] - monotonic()) if self._under_way else 0.1
            for device in select.select([here, there], [], [], min(pause, 0.1))[0]:
                # A link that is down takes and gives nothing.
                with suppress(OSError):
                    self._take(os.read(device, 2 * MTU), other[device])
            while self._under_way and self._under_way[0][0] <= monotonic():
                _, _, device, packet = heapq.heappop(self._under_way)
                with suppress(OSError):
                    os.write(device, packet)

    def _take(self, packet: bytes, to: int) -> None:
        state, chance = self.state, self._random.random
        if chance() < state.loss:
            self.lost += 1
            return
        self.carried += 1
        for _ in range(1 + (chance() < state.twice)):
            due = monotonic() + state.delay + state.jitter * chance()
            heapq.heappush(self._under_way, (due, next(self._numbers), to, packet))


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


def _end(name: str, address: str, peer: str) -> End:
    ip("netns", "add", name)
    device = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    ip("link", "set", name, "netns", name)
    ip("-n", name, "address", "add", address, "peer", peer, "dev", name)
    ip("-n", name, "link", "set", "lo", "up")
    end = End(name, name, address, device)
    end.link("up")
    return end


@contextmanager
def road(seed: int) -> Iterator[Road]:
    """Skips the test where namespaces are not to be had."""
    if not shutil.which("ip"):
        pytest.skip("no network namespaces here: there is no `ip` command")
    names = [f"st{os.getpid() % 1_000_000}{side}" for side in "ab"]
    addresses = [CENTRE_SIDE, "10.213.77.2"]
    ends: list[End] = []
    try:
        try:
            for name, address, peer in zip(names, addresses, reversed(addresses), strict=True):
                ends.append(_end(name, address, peer))
        except (OSError, subprocess.CalledProcessError) as fault:
            pytest.skip(f"no network namespaces here: {getattr(fault, 'stderr', None) or fault}")
        made = Road((ends[0], ends[1]), seed)
        try:
            yield made
        finally:
            made.end()
    finally:
        for end in ends:
            os.close(end.device)
        for name in names:
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)
