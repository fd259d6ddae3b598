"""The schema: one module a subject, every model in MODELS in the order in which tables can be made."""

from db.models.audit import Audit, AuditRow
from db.models.base import database, new_id
from db.models.calendar import ClassRecall, Holiday, MakeUpDay, Period, ReturnDay, Rota, RotaEntry, RotaException, Term
from db.models.catalog import Batch, Item, Record
from db.models.circulation import Hold, Loan, Policy
from db.models.closing import ClosingNotice
from db.models.figures import Reminder, Target, TermFigures
from db.models.patrons import Patron, SchoolClass
from db.models.staff import PinThrottle, Staff
from db.models.sync import Change, EnrolmentCode, Journal, Kiosk, Notice, Position, Resolution, Setting

MODELS = (
    SchoolClass,
    Patron,
    Record,
    Batch,
    Item,
    Loan,
    Hold,
    Policy,
    Term,
    ClassRecall,
    ReturnDay,
    ClosingNotice,
    Holiday,
    MakeUpDay,
    Period,
    Rota,
    RotaEntry,
    RotaException,
    Staff,
    PinThrottle,
    Journal,
    Notice,
    Resolution,
    Setting,
    Kiosk,
    EnrolmentCode,
    Position,
    Change,
    Target,
    Reminder,
    TermFigures,
    Audit,
    AuditRow,
)

__all__ = [
    "MODELS",
    "Audit",
    "AuditRow",
    "Batch",
    "Change",
    "ClassRecall",
    "ClosingNotice",
    "EnrolmentCode",
    "Hold",
    "Holiday",
    "Item",
    "Journal",
    "Kiosk",
    "Loan",
    "MakeUpDay",
    "Notice",
    "Patron",
    "Period",
    "PinThrottle",
    "Policy",
    "Position",
    "Record",
    "Reminder",
    "Resolution",
    "ReturnDay",
    "Rota",
    "RotaEntry",
    "RotaException",
    "SchoolClass",
    "Setting",
    "Staff",
    "Target",
    "Term",
    "TermFigures",
    "database",
    "new_id",
]
