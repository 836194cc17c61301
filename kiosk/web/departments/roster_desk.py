"""The desk of rosters: one blueprint, whose addresses stand in several files by what is done there."""

from flask import Blueprint

from kiosk.web.departments import roster_words

roster_desk = Blueprint("rosters", __name__)
roster_words.offer(roster_desk)
