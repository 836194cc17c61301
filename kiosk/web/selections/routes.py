"""All addresses of selections: each file that is named here puts its own on the desk."""

from kiosk.web.selections import decision_routes, list_routes, page_routes, paper_routes
from kiosk.web.selections.desk import selection_desk

__all__ = ["FILES", "selection_desk"]

FILES = (list_routes, page_routes, decision_routes, paper_routes)
