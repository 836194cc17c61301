"""Who stood on the list before of the same source and does not stand on this one: they lose nothing, and are shown. A
list may come in several files; those of one source and one day are one."""

from peewee import fn

from db.models import PovertyList, PovertyRow, Worker
from kiosk.domain.poverty_rows import KNOWN
from kiosk.services.portions import one_page
from kiosk.services.poverty_list_files import READ

PAGE = 50


def list_before(poverty_list: PovertyList) -> PovertyList | None:
    if poverty_list.state != READ:
        return None
    earlier = _of_its_source(poverty_list).where(PovertyList.as_of < poverty_list.as_of)
    return earlier.order_by(PovertyList.as_of.desc(), PovertyList.id.desc()).first()


def count(poverty_list: PovertyList, before: PovertyList) -> int:
    return _gone(poverty_list, before).count()


def page_of(poverty_list: PovertyList, before: PovertyList, *, page: int) -> tuple[list[Worker], bool]:
    """Workers by name, and whether more follow."""
    return one_page(_gone(poverty_list, before).order_by(Worker.name, Worker.id), page=page, size=PAGE)


def _gone(poverty_list: PovertyList, before: PovertyList):
    here = PovertyRow.alias()
    named = here.select(here.id).where(
        here.poverty_list.in_(_files(poverty_list)), here.worker == PovertyRow.worker
    )
    rows = PovertyRow.select(PovertyRow.worker).where(
        PovertyRow.poverty_list.in_(_files(before)), PovertyRow.state.in_(KNOWN), ~fn.EXISTS(named)
    )
    return Worker.select().where(Worker.id.in_(rows), Worker.merged_into.is_null())


def _files(poverty_list: PovertyList):
    """The query of the lists that make up one with this."""
    return _of_its_source(poverty_list).select(PovertyList.id).where(PovertyList.as_of == poverty_list.as_of)


def _of_its_source(poverty_list: PovertyList):
    """Written in one way or another: what the store makes small of it, not Python."""
    same = fn.LOWER(PovertyList.source) == fn.LOWER(poverty_list.source)
    return PovertyList.select().where(same, PovertyList.state == READ)
