"""Whole numbers in addresses: no larger than any row's, so that none overflows a database. Beyond it is simply no
such page."""

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2_147_483_647


class RowNumber(IntegerConverter):
    def __init__(self, url_map, *arguments, **options):
        super().__init__(url_map, *arguments, **{"max": LARGEST, **options})


def register(app: Flask) -> None:
    """Before the first route."""
    app.url_map.converters["int"] = RowNumber
