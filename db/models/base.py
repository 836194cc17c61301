"""What every table shares: the database, singular snake_case names, and columns of our own kind."""

from datetime import UTC, datetime

from peewee import BigIntegerField, BlobField, JSONField, Model

from db.connection import database

__all__ = ["JSONField", "RupiahField", "SealedField", "Table", "utc_now"]


def utc_now() -> datetime:
    """The database's own clock for `…_at` columns: naive UTC, microseconds kept."""
    return datetime.now(UTC).replace(tzinfo=None)


class SealedField(BlobField):
    """Bytes as the vault sealed them, or a keyed hash. Always `bytes`, on both databases."""

    def python_value(self, value):
        return bytes(value) if value is not None else None


class RupiahField(BigIntegerField):
    """Money in whole rupiah, of 64 bits: one month of a whole city is more than 32 hold."""


class Table(Model):
    class Meta:
        database = database
        legacy_table_names = False
