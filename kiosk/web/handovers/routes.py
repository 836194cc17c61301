"""Cards that wait to be handed over: the list, the scan field, the lists on paper."""

from flask import Blueprint, request

from kiosk.services import handover_lists, handover_scan, handover_waiting
from kiosk.services.handover_scan import CardMet
from kiosk.web.access import actor, allow
from kiosk.web.answers import Pager, go_to, page_number, pdf, show
from kiosk.web.handovers import by_list, words
from kiosk.web.handovers.filters import PATH, HandoverFilters
from kiosk.web.handovers.forms import BulkForm, ScanForm
from kiosk.web.limits import PEOPLE_LOOKS, limiter, signed_in_person
from kiosk.web.list_filters import away_from_empty, filled, with_filters
from kiosk.web.page_context import sentence

handovers = Blueprint("handovers", __name__)
handovers.add_app_template_global(words.relation_words)
handovers.add_app_template_global(words.handed_how_words)
handovers.add_app_template_global(words.try_reason_words)


@handovers.get(PATH)
@allow("petugas", "mitra", "admin", "auditor")
def index():
    return away_from_empty() or list_page()


@handovers.post(PATH)
@allow("petugas", "mitra", "admin")
@limiter.limit(PEOPLE_LOOKS, key_func=signed_in_person)
def choose():
    """One card by the scan field, or many by their ticks."""
    if "kode" in request.form:
        return _scan(ScanForm())
    answer = by_list.saved() if "client_key" in request.form else by_list.asked()
    return list_page(form=answer, status=422) if isinstance(answer, BulkForm) else answer


def _scan(form: ScanForm):
    if not form.validate():
        return list_page(scan=form, form=form, status=422)
    try:
        return go_to(f"/kartu/{handover_scan.card_meant(text=form.kode.data, by=actor())}/serah-terima")
    except CardMet as met:
        form.kode.errors = [sentence(met.finding)]
        form.kode.data = ""  # a token is shown to nobody
        return list_page(scan=form, form=form, met=met, status=422)


def list_page(scan: ScanForm | None = None, status: int = 200, **more):
    by, number = actor(), page_number()
    filters = HandoverFilters(by)
    rows, follows = handover_waiting.page_of(by=by, wish=filters.wish, page=number)
    return show(
        "handovers/index.html",
        rows=rows,
        pager=Pager(number, follows, path=PATH, fields=filled(filters.chosen)),
        total=handover_waiting.count(by=by, wish=filters.wish),
        filters=filters,
        scan=scan or ScanForm(formdata=None),
        may_change=by.role != "auditor",
        all_ticked=request.args.get("pilih") == "semua",
        tick_all=with_filters(PATH, {**filters.chosen, "hal": str(number)}, pilih="semua"),
        status=status,
        **more,
    )


@handovers.get(f"{PATH}.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def waiting_pdf():
    by = actor()
    content = handover_lists.waiting_pdf(wish=HandoverFilters(by).wish, by=by)
    return pdf(content, "serah-terima")


@handovers.get("/kartu/lembar/<no>/daftar.pdf")
@allow("petugas", "mitra", "admin", "auditor")
def run_pdf(no: str):
    """`?bagian=2` is the second part of a long run."""
    content = handover_lists.run_pdf(no=no, part=page_number(name="bagian"), by=actor())
    return pdf(content, f"serah-terima-{no}")
