"""Days that the database counts itself, written for SQLite and for PostgreSQL."""

from peewee import OP, SQL, Cast, Expression, fn

from db.connection import on_sqlite


def month_after(month):
    """The first day of the month after `month`, an expression for the first day of one; null stays null."""
    if on_sqlite():
        return fn.DATE(month, "+1 month")
    return Cast(Expression(month, OP.ADD, SQL("interval '1 month'")), "date")


def months_before(month, count: int):
    """The first day of the month `count` months before `month`, an expression for the first day of one."""
    if on_sqlite():
        return fn.DATE(month, f"-{count:d} month")
    return Cast(Expression(month, OP.SUB, SQL(f"interval '{count:d} month'")), "date")


def later_of(day, other):
    """The later of two days, neither of them null."""
    return fn.MAX(day, other) if on_sqlite() else fn.GREATEST(day, other)
