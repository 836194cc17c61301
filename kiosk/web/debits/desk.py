"""The desk of the debit: one blueprint, whose addresses stand in several files by what is done there."""

from flask import Blueprint

from kiosk.web.debits import words

debits_desk = Blueprint("debits", __name__)
words.offer(debits_desk)
