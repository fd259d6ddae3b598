"""An environment for Morango, apart from the station's: it needs a Django that is out of support.

usage: python -m benchmarks.morango.set_up [FOLDER]
"""

import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path.home() / ".cache" / "station-morango"
# cryptography: without it Morango signs in Python alone. cheroot: the server that Kolibri, whose sync Morango is,
# runs it with. Seen to work with Python 3.11.
PACKAGES = (
    "morango==0.8.15",
    "Django==3.2.25",
    "asgiref==3.13.0",
    "cheroot==11.1.2",
    "cryptography==50.0.2",
    "django-ipware==4.0.2",
    "django-mptt==0.19.1",
    "djangorestframework==3.15.1",
    "ifcfg==0.24",
    "psycopg2-binary==2.9.13",
    "pytz==2026.6",
    "requests==2.34.2",
    "rsa==4.9.1",
    "sqlparse==0.6.1",
    "urllib3==2.8.0",
)


def interpreter(folder: Path) -> Path:
    return folder / "bin" / "python"


def set_up(folder: Path) -> None:
    venv.create(folder, with_pip=True)
    subprocess.run([interpreter(folder), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)


if __name__ == "__main__":
    set_up(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
