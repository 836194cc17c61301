"""Is everything up that a request or a job needs? Each fault is one sentence for the operator."""

from peewee import PeeweeException

from db import connection, schema
from kiosk.services import queue


def faults() -> list[str]:
    """Empty when database, migrations and worker are up."""
    if not connection.reachable():
        return ["Basis data tidak menjawab."]
    try:
        if schema.pending():
            return ["Skema basis data tertinggal. Jalankan: flask --app wsgi migrate"]
        return (
            []
            if queue.worker_is_up()
            else ["Pekerja antrean tidak berjalan. Jalankan: flask --app wsgi worker"]
        )
    except PeeweeException as fault:
        return [f"Basis data menjawab dengan galat: {type(fault).__name__}."]
