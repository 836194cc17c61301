"""An outage of the database is one line of the worker's log: it asks the queue twenty times a second."""

import logging
import time

from kiosk.services.health import store_is_away

SECONDS_BETWEEN_OUTAGES = 5


class OneLinePerOutage(logging.Filter):
    """For a handler: the first fault of an outage without its stack trace, the others not at all."""

    def __init__(self):
        super().__init__()
        self._last = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if not store_is_away(fault):
            return True
        before, self._last = self._last, time.monotonic()
        reason = str(fault).strip().partition("\n")[0]
        record.msg, record.args = "%s (no database: %s)", (record.getMessage(), reason)
        record.exc_info = record.exc_text = None
        return self._last - before > SECONDS_BETWEEN_OUTAGES
