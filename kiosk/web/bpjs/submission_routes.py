"""All addresses of the desk of submissions: each file that is named here puts its own on it."""

from kiosk.web.bpjs import making_routes, rejected_routes, routes, sending_routes, undoing_routes
from kiosk.web.bpjs.desk import submissions

__all__ = ["FILES", "submissions"]

FILES = (routes, making_routes, sending_routes, undoing_routes, rejected_routes)
