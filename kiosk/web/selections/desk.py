"""The desk of selections: one blueprint, whose addresses stand in several files by what is done there."""

from flask import Blueprint

from kiosk.web.selections import words

selection_desk = Blueprint("selections", __name__)
words.offer(selection_desk)
