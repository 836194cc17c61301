"""Is everything up that a request or a job needs? Each fault is one sentence for the operator."""

from peewee import InterfaceError, OperationalError, PeeweeException

from db import connection, schema
from kiosk.services import queue


def store_is_away(fault: BaseException | None) -> bool:
    """Whether a fault says that the database does not answer (now), and not that we asked wrongly."""
    return isinstance(fault, OperationalError | InterfaceError)


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
