"""All that is to be said of the draft, of which the grid shows the first."""

from datetime import datetime

from kiosk.office.rota.touch.cell import cell_page
from kiosk.office.rota.touch.shown import A_PAGE, proof_list
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.rota.views import ProofList, RotaAction
from kiosk.office.touch_kit.page import Move, Page, Replace
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap


class ProofsPage(Page):
    pager: Pager

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self.pager = Pager(A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(RotaAction.CELL, subject):
                return Replace(cell_page(self._work, subject, at))
        return None

    def view(self, at: datetime) -> ProofList:
        return proof_list(self._work.proofs(at), self.pager)
