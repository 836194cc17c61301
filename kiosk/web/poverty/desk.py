"""The desk of lists of the extreme poor: one blueprint, whose addresses stand in several files by what is done."""

from flask import Blueprint

from kiosk.web.poverty import words

poverty_desk = Blueprint("poverty", __name__)
words.offer(poverty_desk)
