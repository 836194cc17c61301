"""The desk of submissions: one blueprint, whose addresses stand in several files by what is done there."""

from flask import Blueprint

from kiosk.web.bpjs import words

submissions = Blueprint("submissions", __name__)
for speak in (words.submission_state, words.asked_line_state, words.submission_look):
    submissions.add_app_template_global(speak, speak.__name__)
