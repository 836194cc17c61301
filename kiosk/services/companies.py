"""Companies as lists and forms need them."""

from peewee import JOIN, fn

from db.models import Batch, Company
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor


def companies_seen_by(by: Actor) -> list[Company]:
    """Active companies with `batch_count`; a mitra sees its own one only."""
    query = (
        Company.select(Company, fn.COUNT(Batch.id).alias("batch_count"))
        .join(Batch, JOIN.LEFT_OUTER)
        .where(Company.active)
        .group_by(Company.id)
        .order_by(Company.name)
    )
    if by.role not in (*SEES_ALL, "petugas"):
        query = query.where(Company.id == by.company_id)
    return list(query)


def choices_for(by: Actor) -> list[tuple[str, str]]:
    """(id, name) pairs for a form in which somebody opens a batch for a company."""
    return [(str(company.id), company.name) for company in companies_seen_by(by)]
