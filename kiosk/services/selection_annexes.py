"""The annex of a decree, as it was decided: its bytes are written once, sealed, and stay what they are however much
changes afterwards. The paper masks every NIK; the spreadsheet holds them, goes to the admin alone and is written down
each time."""

from collections.abc import Iterator

from db.connection import writing
from db.models import Selection, SelectionRow, Worker
from kiosk.domain import selections as rule
from kiosk.domain.clock import local
from kiosk.domain.selection_words import CRITERION_WORDS
from kiosk.domain.words import N_, long_date, mask_nik
from kiosk.files.decree_annexes import Annex, AnnexLine, annex_pdf, annex_sheet
from kiosk.services import access, audit, places, safe, selection_prices, selections, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.row_portions import Progress
from kiosk.services.selection_facts import PEOPLE_AT_ONCE

PDF_KIND, SHEET_KIND = "decree_annex_pdf", "decree_annex_sheet"

NOT_MADE = N_("Lampirannya dibuat sesudah seleksi ini diputuskan. Tunggu sebentar, lalu buka lagi.")


def lay_out_draft(selection_id: int, *, progress: Progress) -> None:
    """What lies before whoever signs the decree: the list as it was drawn, marked as a draft. Made already, or drawn
    anew or decided meanwhile: nothing more."""
    selection = Selection.get_by_id(selection_id)
    if selection.state != rule.DRAFT or selection.pdf_sha256 or not selection.chosen:
        return
    chosen, reserve = (
        list(_lines(selection, SelectionRow.state == state)) for state in (rule.CHOSEN, rule.RESERVE)
    )
    annex = _annex(selection, chosen, reserve)
    paper = safe.keep_file(annex_pdf(annex, *map(_masked, (chosen, reserve)), progress), PDF_KIND)
    of_this_drawing = (Selection.state == rule.DRAFT) & (Selection.drawn_at == selection.drawn_at)
    kept = {"pdf_path": paper.path, "pdf_sha256": paper.sha256}
    with writing():
        fits = (Selection.id == selection.id) & of_this_drawing & (Selection.pdf_sha256 == "")
        noted = Selection.update(kept).where(fits).execute()
    if not noted:
        safe.remove_file(paper.path)


def freeze(selection_id: int, *, by: Actor, progress: Progress) -> None:
    """Outside the transaction, since files are no part of it; whoever comes second throws their own away."""
    selection = Selection.get_by_id(selection_id)
    if selection.state != rule.DECIDED:
        return
    chosen, reserve = (
        list(_lines(selection, SelectionRow.listed == listed)) for listed in (rule.CHOSEN, rule.RESERVE)
    )
    annex = _annex(selection, chosen, reserve)
    paper = safe.keep_file(annex_pdf(annex, *map(_masked, (chosen, reserve)), progress), PDF_KIND)
    sheet = safe.keep_file(annex_sheet(annex, [*chosen, *reserve]), SHEET_KIND)
    if not _note(selection, paper, sheet, by):
        safe.remove_file(paper.path)
        safe.remove_file(sheet.path)


def pdf_of(selection: Selection, *, by: Actor) -> bytes:
    """Raises NotAllowed, NotThere while it is not made."""
    access.require(by.role in access.SEES_ALL)
    if not selection.pdf_sha256:
        raise NotThere
    return safe.file_content(selection.pdf_path, PDF_KIND)


def sheet_of(selection: Selection, *, by: Actor) -> bytes:
    """With full NIKs: written down before it goes out. Raises NotAllowed for anybody but the admin, Refused."""
    access.require(by.role == "admin")
    if not selection.sheet_sha256:
        raise Refused(NOT_MADE)
    with writing():
        audit.record(
            "seleksi.lampiran_diunduh", by=by, kind=selections.OWNER, subject=selection.no,
            orang=selection.chosen + selection.reserve,
        )  # fmt: skip
    return safe.file_content(selection.sheet_path, SHEET_KIND)


def _note(selection: Selection, paper, sheet, by: Actor) -> bool:
    with writing():
        now = selections.held_selection(selection.id)
        if now.state != rule.DECIDED:
            return False
        Selection.update(
            state=rule.CARRYING_OUT, pdf_path=paper.path, pdf_sha256=paper.sha256, sheet_path=sheet.path,
            sheet_sha256=sheet.sha256,
        ).where(Selection.id == now.id).execute()  # fmt: skip
        audit.record(
            "seleksi.lampiran_dibuat", by=by, kind=selections.OWNER, subject=now.no, sidik=paper.sha256
        )
    return True


def _annex(selection: Selection, chosen: list[AnnexLine], reserve: list[AnnexLine]) -> Annex:
    programme, renews = selection.programme, selections.renewed_by(selection)
    return Annex(
        city=settings.setting("city_name"),
        owner=settings.setting("programme_owner"),
        programme=programme.name,
        year=programme.year,
        regulation=programme.regulation,
        regulation_on=programme.regulation_on,
        decree_no=selection.decree_no,
        decree_on=selection.decree_on,
        office=selection.decree_by,
        selection_no=selection.no,
        months=selections.months_of(selection),
        people=len(chosen),
        reserve=len(reserve),
        amount=sum(line.amount for line in chosen),
        criteria=[
            (CRITERION_WORDS[one.code].lower(), one.weight, long_date(one.as_of))
            for one in map(rule.Criterion.thawed, selection.criteria)
            if one.weight
        ],
        drawn_on=local(selection.drawn_at).date(),
        sources=_sources(selection),
        renews=f"{renews.name} {renews.year}" if renews else "",
    )


def _sources(selection: Selection) -> list[str]:
    """The lists of the extreme poor by which somebody who is named got points. On what the weights rest stands with
    them, and is for the city's own pages."""
    listed = (SelectionRow.listed != "") | SelectionRow.state.in_((rule.CHOSEN, rule.RESERVE))
    lists = (
        Worker.select(Worker.dtsen_source, Worker.dtsen_as_of)
        .join(SelectionRow, on=(SelectionRow.worker == Worker.id))
        .where(
            SelectionRow.selection == selection.id, listed, SelectionRow.poverty > 0,
            Worker.dtsen_source != "", Worker.dtsen_as_of.is_null(False),
        )
        .order_by(Worker.dtsen_as_of.desc(), Worker.dtsen_source)
        .distinct()
    )  # fmt: skip
    return [f"Daftar miskin ekstrem {source}, per {long_date(as_of)}." for source, as_of in lists.tuples()]


def _lines(selection: Selection, listed) -> Iterator[AnnexLine]:
    """With full NIKs, in order; `listed` is the condition over SelectionRow."""
    prices = selection_prices.prices_of(selection.programme, selections.months_of(selection))
    work, areas = places.occupations_by_code(), places.areas_by_code()
    columns = (SelectionRow.worker, SelectionRow.points, SelectionRow.state, SelectionRow.listed)
    found = SelectionRow.select(*columns).where(SelectionRow.selection == selection.id, listed)
    rows = list(found.order_by(SelectionRow.rank).tuples())
    points = {worker_id: sum_of for worker_id, sum_of, *_where in rows}
    reserve = {worker_id for worker_id, _points, *where in rows if rule.RESERVE in where}
    ids = list(points)
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        chunk = ids[start : start + PEOPLE_AT_ONCE]
        people = {one.id: one for one in Worker.select().where(Worker.id.in_(chunk))}
        for number, worker_id in enumerate(chunk, start=start + 1):
            one = people[worker_id]
            area = areas.get(one.kelurahan_id or "")
            yield AnnexLine(
                number=number, nik=safe.open_text(one.nik_sealed, safe.NIK) or "", name=one.name, reg_no=one.reg_no,
                kelurahan=area.name if area else one.home_regency, kecamatan=area.kecamatan if area else "",
                occupation=work[one.occupation_id].name, amount=prices[one.occupation_id],
                points=points[worker_id], in_reserve=worker_id in reserve,
            )  # fmt: skip


def _masked(lines: list[AnnexLine]) -> list[AnnexLine]:
    return [AnnexLine(**{**vars(line), "nik": mask_nik(line.nik)}) for line in lines]
