"""Faults put into the protocol on purpose: a proof that finds none of them proves nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager

MUTATIONS: dict[str, Callable[[], AbstractContextManager]] = {}
