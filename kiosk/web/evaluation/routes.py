"""Whether the programme works: /cakupan/evaluasi, the people behind its numbers, and counting them anew."""

from flask import Blueprint, flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kiosk.domain.evaluation import AT_EASE, HELD_WORDS, LAPSED, STAGES, STEPS, STUCK, UNFUNDED, WAITED_WORDS
from kiosk.domain.words import N_
from kiosk.services import evaluation_counting, evaluation_lists, evaluation_pages, evaluation_sheets
from kiosk.services.coverage_people_sheets import AT_ONCE as MOST_PEOPLE
from kiosk.services.coverage_people_sheets import TooMany
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, show, xlsx
from kiosk.web.evaluation.filters import PATH, PEOPLE, WHOSE, EvaluationFilters, people, people_of
from kiosk.web.kept_form import gives_form_back
from kiosk.web.list_filters import as_field, away_from_empty, fields_in
from kiosk.web.once_field import client_key_field
from kiosk.web.sent import said, sent

evaluation_desk = Blueprint("evaluation", __name__)

POSTS, OFFICE = ("petugas", "admin", "auditor"), ("admin", "auditor")
DO_IT = N_("Kerjakan")
# What to do next about people who stand still at a step: addresses with their words, for those who may open them.
NEXT_STEPS = {
    (UNFUNDED, "never"): (("/menunggu", DO_IT, POSTS),),
    (UNFUNDED, "let_go"): (("/menunggu", DO_IT, POSTS),),
    (STUCK, "unbilled"): (("/tagihan", DO_IT, OFFICE),),
    (STUCK, "unpaid"): (("/tagihan", DO_IT, OFFICE),),
    (STUCK, "unasked"): (("/bpjs", DO_IT, OFFICE),),
    (STUCK, "unanswered"): (("/bpjs", DO_IT, OFFICE),),
    (LAPSED, "nobody"): (
        ("/menunggu", DO_IT, POSTS),
        ("/berakhir?daftar=menunggak", N_("Hubungi yang baru menunggak"), POSTS),
    ),
    (LAPSED, "promised"): (("/tagihan", DO_IT, OFFICE),),
    (LAPSED, "debit"): (("/debit/gagal", DO_IT, OFFICE),),
    (LAPSED, "paid"): (("/bpjs", DO_IT, OFFICE),),
}
SEE_THEM = N_("Lihat orangnya")


class CountAgainForm(FlaskForm):
    client_key = client_key_field()


@evaluation_desk.get(PATH)
@allow("petugas", "opd", "admin", "auditor")
def index():
    return _page(CountAgainForm())


@evaluation_desk.route(f"{PATH}/hitung-ulang", methods=["GET", "POST"])
@allow("admin", "auditor", post=("admin",))
@gives_form_back
def count_again():
    """A GET is the address that a refused press leaves in the browser's bar."""
    form = CountAgainForm()
    if not form.is_submitted():
        return go_to(PATH)
    if not sent(form, lambda: evaluation_counting.ask_anew(client_key=form.client_key.data, by=actor())):
        return _page(form, 422)
    flash(_("Sedang dihitung ulang. Halaman ini menunjukkan yang baru begitu selesai."), "success")
    return go_to(PATH)


def _page(form: CountAgainForm, status: int = 200):
    by = actor()
    evaluation = evaluation_pages.page_of(
        grouped_by=WHOSE.get(request.args.get("menurut", ""), "post"), by=by
    )
    return show(
        "evaluation/index.html",
        evaluation=evaluation,
        form=form,
        stages=STAGES,
        steps=STEPS,
        waited_words=WAITED_WORDS,
        held_words=HELD_WORDS,
        groupings=[name for name, by_code in WHOSE.items() if by_code in evaluation.groupings],
        whose=WHOSE,
        next_steps=_next_steps,
        at_ease=AT_EASE,
        people=people,
        people_of=people_of,
        sees_people=by.role in evaluation_pages.SEES_PEOPLE,
        status=status,
    )


@evaluation_desk.get(PEOPLE)
@allow("petugas", "admin", "auditor")
def persons():
    return away_from_empty() or _list(EvaluationFilters(), page_number())


@evaluation_desk.route(f"{PEOPLE}.xlsx", methods=["GET", "POST"])
@allow("admin", "auditor", post=("admin",))
def sheet():
    """Names leave the house: by a press only, and it is written down. A GET leads back to the list."""
    if request.method != "POST":
        return go_to(EvaluationFilters().here)
    fields = fields_in(request.form.get("filters"))
    filters = EvaluationFilters(fields)
    try:
        file = evaluation_sheets.people(wish=filters.wish, by=actor())
    except TooMany as refusal:
        return _list(filters, page_number(fields), refused=said(refusal))
    return xlsx(file, f"evaluasi-{filters.chosen['tahap']}")


def _list(filters: EvaluationFilters, number: int, *, refused: str = ""):
    listed = evaluation_lists.page_of(wish=filters.wish, by=actor(), page=number)
    return show(
        "evaluation/people.html",
        listed=listed,
        filters=filters,
        steps=STEPS[filters.stage],
        is_lapsed=filters.stage == LAPSED,
        pager=Pager(
            number,
            listed.follows(number),
            total=listed.total,
            size=evaluation_lists.PAGE,
            path=PEOPLE,
            fields=filters.fields,
        ),
        here=as_field(filters.chosen, number),
        most_in_a_sheet=MOST_PEOPLE,
        refused=refused,
        status=422 if refused else 200,
    )


def _next_steps(stage: str, step: str) -> list[tuple[str, str]]:
    """(address, words): where this reader goes on; who may do no more is led to the list of the people."""
    role = actor().role
    found = [(address, words) for address, words, roles in NEXT_STEPS[stage, step] if role in roles]
    if not found and role in evaluation_pages.SEES_PEOPLE:
        found = [(people(stage, langkah=step), SEE_THEM)]
    return found
