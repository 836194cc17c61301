"""All addresses of the debit: each file that is named here puts its own on the desk."""

from kiosk.web.debits import (
    forwarding_routes,
    line_routes,
    month_routes,
    overview_routes,
    return_routes,
    sealing_routes,
    sending_routes,
)
from kiosk.web.debits.desk import debits_desk

__all__ = ["FILES", "debits_desk"]

FILES = (
    overview_routes,
    month_routes,
    sealing_routes,
    sending_routes,
    line_routes,
    return_routes,
    forwarding_routes,
)
