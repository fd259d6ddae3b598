"""How long the station waits for whoever stands there, before it takes them for gone."""

from datetime import timedelta

VISIT = timedelta(seconds=30)
TYPING = timedelta(seconds=30)
QUESTION = timedelta(seconds=15)
TICKET = timedelta(seconds=15)
FINISHED = timedelta(seconds=5)
LANE = timedelta(minutes=10)
