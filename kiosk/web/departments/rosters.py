"""All addresses of rosters: each file that is named here puts its own on the desk."""

from kiosk.web.departments import roster_press_routes, roster_routes
from kiosk.web.departments.roster_desk import roster_desk

__all__ = ["FILES", "roster_desk"]

FILES = (roster_routes, roster_press_routes)
