"""What must be there before a command can do its work, said in a sentence where it is not."""

from db import connection, schema
from kiosk.config import ConfigurationError


def require_database() -> None:
    if not connection.reachable():
        raise ConfigurationError("Basis data tidak menjawab. Periksa DATABASE_URL.")


def require_schema() -> None:
    require_database()
    if pending := schema.pending():
        raise ConfigurationError(
            f"Skema basis data belum lengkap ({len(pending)} langkah). Jalankan: flask --app wsgi prepare"
        )
