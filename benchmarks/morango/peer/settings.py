"""Django as its own advice for production has it: no debugging, connections kept. SQLite as the station's and as
Kolibri's, which Morango was made for: write-ahead log, every commit on the disk."""

import os
from urllib.parse import parse_qs, urlsplit


def _database(url: str) -> dict:
    if not url.startswith("postgresql://"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url, "OPTIONS": {"timeout": 20}}
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username,
        "HOST": parse_qs(parts.query)["host"][0],
    }


SECRET_KEY = "of a benchmark on this machine alone"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "morango", "lending"]
MIDDLEWARE = []
ROOT_URLCONF = "morango.urls"
DATABASES = {"default": {**_database(os.environ["PEER_DATABASE"]), "CONN_MAX_AGE": None}}
AUTH_USER_MODEL = "lending.Librarian"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
TIME_ZONE = "UTC"
