"""The form for a new worker, in the panel of 名册: the person, and the grid if there is one to begin in."""

from datetime import date

import msgspec
from PySide6.QtCore import Signal

from gridapp.columns import WORKER
from gridapp.errors import OfficeError
from gridapp.fitness import doubts, fitness
from gridapp.model import Post, Worker
from gridapp.names import identity, sex
from gridapp.staffing import Roster, next_number
from ui.pages.roster_parts import grid_column, grid_label, only, refuse, save_from, when_typed
from ui.session import Session
from ui.widgets.record_form import RecordForm
from ui.widgets.remarks import Remark

_FIRST = ("id", "name")
_PERSON = ("sex", "identity", "phone", "education", "politics", "ethnicity", "address", "offices", "bank", "account")


class NewWorkerForm(RecordForm):
    """Saves the person, with the first post if a grid was chosen, as one step."""

    remarked = Signal(list)
    """The Remarks about what is typed so far."""
    added = Signal(str)

    def __init__(self, session: Session, roster: Roster, grid: str) -> None:
        free = roster.free_grids()
        place, start = only(WORKER, "grid", "start")
        post = [column._replace(required=False) for column in (grid_column(place, free), start)]
        columns = [*only(WORKER, *_FIRST), *(post if free else []), *only(WORKER, *_PERSON)]
        super().__init__(columns, "登记")
        self.session, self.roster = session, roster
        self.refuse(session.refusal("worker", "post"))
        chosen = next((grid_label(each) for each in free if each.code == grid), "")
        self.show_values({"id": next_number(roster.workers), "grid": chosen, "start": date.today().isoformat()})
        for field in self.fields.values():
            when_typed(field, lambda _: self._remark())
        when_typed(self.fields["identity"], self._fill_sex)
        self.submitted.connect(self._save)

    def _fill_sex(self, text: str) -> None:
        """The identity number says it; what was chosen by hand stays."""
        if not self.fields["sex"].text() and (number := _identity(text)):
            self.fields["sex"].put(sex(number))

    def _typed(self) -> Worker:
        """The person as far as it is typed; a number that is none yet counts as not given."""
        texts = {name: self.fields[name].text().strip() for name in (*_FIRST, *_PERSON)}
        return Worker(**{**texts, "identity": _identity(texts["identity"])})

    def _remark(self) -> None:
        person = self._typed()
        found = [Remark(doubt) for doubt in doubts(person, self.roster.workers.values())]
        if "grid" in self.fields and self.fields["grid"].text():
            fits, day = self.fields["start"].check(required=False)
            found += [
                Remark(concern.message, concern.bars)
                for concern in fitness(person, day if fits and day else date.today())
            ]
        self.remarked.emit(found)

    def _save(self, values: dict[str, object]) -> None:
        fields = {name: values[name] or "" for name in (*_FIRST, *_PERSON)}
        person = msgspec.convert(fields, Worker)
        known = self.roster.workers.get(person.id)
        post = self._post(person, values)
        if known:
            refuse(self, self.session, "id", f"编号 {person.id} 已是{known.name}的，请换一个编号")
        elif values.get("grid") and not post:
            refuse(self, self.session, "start", "选了网格，请填写任用日期")
        elif bar := next((each for each in fitness(person, post.start) if each.bars), None) if post else None:
            refuse(self, self.session, "grid", f"不能任用：{bar.message}")
        elif save_from(self, self.session, self._step(person, post), [person, *([post] if post else [])], at="start"):
            self.added.emit(person.id)

    @staticmethod
    def _post(person: Worker, values: dict[str, object]) -> Post | None:
        start, grid = values.get("start"), values.get("grid")
        return Post(person.id, start, grid) if isinstance(start, date) and isinstance(grid, str) else None

    def _step(self, person: Worker, post: Post | None) -> str:
        who = f"{person.name}（{person.id}）"
        return f"任用 {who}到{self.roster.place_of(post.grid)}，{post.start} 起" if post else f"登记网格员 {who}"


def _identity(text: str) -> str:
    """The number, or "" while it is none."""
    try:
        return identity(text)
    except OfficeError:
        return ""
