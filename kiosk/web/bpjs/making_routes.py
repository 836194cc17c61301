"""A submission is made: who is ready of one wadah, and who is blocked."""

from flask import request

from kiosk.services import bpjs_candidates, bpjs_line_pages
from kiosk.services import bpjs_submissions as uses
from kiosk.services.bpjs_wadahs import Wadah
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show
from kiosk.web.bpjs import block_ways
from kiosk.web.bpjs.desk import submissions
from kiosk.web.bpjs.forms import SubmissionForm
from kiosk.web.bpjs.wadah_asked_for import wadah_asked_for
from kiosk.web.corrections.way_back import BlockedList
from kiosk.web.kept_form import gives_form_back
from kiosk.web.sent import sent

FIRST_SHOWN = 10  # of those who are ready; nothing is to be done about them one by one


@submissions.route("/bpjs/baru", methods=["GET", "POST"])
@allow("admin", "auditor")
@gives_form_back
def new():
    if request.method != "POST" and "penanggung" not in request.args:
        return go_to("/bpjs")
    wadah, funder = wadah_asked_for()
    form = SubmissionForm()
    if not form.is_submitted():
        return _new_page(wadah, funder, form)
    made: list[str] = []
    if not sent(form, lambda: made.append(_made(wadah, form))):
        return _new_page(wadah, funder, form, 422)
    return go_to(f"/bpjs/{made[0]}")


def _made(wadah: Wadah, form: SubmissionForm) -> str:
    return uses.make(
        funder_id=wadah.funder_id, wadah_type=wadah.wadah_type, client_key=form.client_key.data, by=actor()
    )


def _new_page(wadah: Wadah, funder, form: SubmissionForm, status: int = 200):
    by, number = actor(), page_number()
    first, _more = bpjs_line_pages.ready_page(wadah, by=by)
    blocked, follows = bpjs_line_pages.blocked_page(wadah, by=by, page=number)
    counted = bpjs_candidates.counts().get(wadah, bpjs_candidates.Counted())
    return show(
        "bpjs/new.html",
        wadah=wadah,
        funder=funder,
        form=form,
        first=first[:FIRST_SHOWN],
        blocked=blocked,
        counted=counted,
        most=uses.MOST_PEOPLE,
        ways_of=lambda person: block_ways.ways_of(
            person.block, person.worker.reg_no, by.role, from_list=BlockedList(wadah).query
        ),
        pager=Pager(number, follows, total=counted.blocked, size=bpjs_line_pages.PAGE),
        status=status,
    )
