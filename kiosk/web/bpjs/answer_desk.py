"""The desk of BPJS's files: one blueprint, whose addresses stand in several files by what is done there."""

from flask import Blueprint

from kiosk.web.bpjs import answer_words

bpjs_answer_desk = Blueprint("bpjs_answers", __name__)
answer_words.offer(bpjs_answer_desk)
