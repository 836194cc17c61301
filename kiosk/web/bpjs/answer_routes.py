"""All addresses of BPJS's files: each file that is named here puts its own on the desk."""

from kiosk.web.bpjs import answer_column_routes, answer_file_routes, answer_press_routes, list_routes
from kiosk.web.bpjs.answer_desk import bpjs_answer_desk

__all__ = ["FILES", "bpjs_answer_desk"]

FILES = (answer_file_routes, answer_press_routes, answer_column_routes, list_routes)
