"""The centre: Morango's endpoints behind cheroot, the server that Kolibri runs them with.

usage: centre.py PORT; its first line of output is the identity of the school's root certificate.
"""

import sys

from starting import LIBRARIAN, PASSWORD, SCOPE, start


def school() -> str:
    from lending.models import Librarian
    from morango.models.certificates import Certificate

    librarian = Librarian(name=LIBRARIAN)
    librarian.set_password(PASSWORD)
    librarian.save()
    return Certificate.generate_root_certificate(SCOPE).id


def serve(port: int) -> None:
    from cheroot.wsgi import Server
    from django.core.wsgi import get_wsgi_application

    server = Server(("127.0.0.1", port), get_wsgi_application())
    server.prepare()
    print(school(), flush=True)
    server.serve()


if __name__ == "__main__":
    start()
    serve(int(sys.argv[1]))
