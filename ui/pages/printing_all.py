"""All forms of a quarter in one go: joined in one file, or a file for each; with progress, and to be cancelled."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from gridapp.office import Office
from gridapp.prints import FORMS, sheaves
from gridapp.prints.choice import Choice
from gridapp.prints.form import Sheaf
from gridapp.prints.issue import AS_BOOK, AS_PDF, ENDINGS, joined, remember, save
from gridapp.prints.pdf import replace
from ui.pages.page import Page
from ui.pages.printing_folder import prints_folder, remember_folder
from ui.work import Report


class AllForms:
    """What the button 全部 does for a page. Forms that can't be printed yet are left out, and named."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.session
        self.menu = QMenu(page)
        for text, work in (
            ("合成一个 PDF 文件…", self.ask_joined),
            ("每种表一个 PDF 文件…", lambda: self.ask_each(AS_PDF)),
            ("每种表一个 Excel 工作簿…", lambda: self.ask_each(AS_BOOK)),
        ):
            action = QAction(text, self.menu)
            action.triggered.connect(lambda _, work=work: work())
            self.menu.addAction(action)

    # ── one file ──────────────────────────────────────────────────────────────────────────────────

    def ask_joined(self) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        offered = prints_folder(self.session) / f"{self.session.quarter}-全部.pdf"
        name, _ = QFileDialog.getSaveFileName(self.page, "全部合成一个文件", str(offered), "PDF 文件 (*.pdf)")
        if name:
            self.join(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def join(self, path: Path) -> None:
        """Every form of the quarter that is looked at, one after the other in one PDF."""
        replaced = "，替换了原来的文件" if path.exists() else ""
        remember_folder(path.parent)
        left_out: list[str] = []

        def job(office: Office, report: Report) -> int:
            made = self._read(office, report, left_out)
            count = sum(len(sheaf.documents) for sheaf in made)
            replace(path, joined(made, lambda done: report(f"{done} / {count} 份")))
            remember(office, made, AS_PDF)
            return len(made)

        self._begin(
            job, lambda forms: f"{forms} 种表已合成 {path}{replaced}{_besides(left_out)}", lambda: "已取消，没有存"
        )

    # ── a file for each ───────────────────────────────────────────────────────────────────────────

    def ask_each(self, how: str) -> None:
        folder = QFileDialog.getExistingDirectory(self.page, "各种表存到哪个文件夹", str(prints_folder(self.session)))
        if folder:
            self.save_each(Path(folder), how)

    def save_each(self, folder: Path, how: str = AS_PDF) -> None:
        """Every form of the quarter into a folder; asks first when files there would be replaced."""
        choice, ending = Choice(self.session.quarter), ENDINGS[how]
        stems = [Sheaf(form, choice, "", ()).stem for form in FORMS if form.of_quarter]
        there = [f"{stem}{ending}" for stem in stems if (folder / f"{stem}{ending}").exists()]
        if there and not self._may_replace(folder, there):
            return
        remember_folder(folder)
        left_out: list[str] = []
        written: list[Path] = []

        def job(office: Office, report: Report) -> int:
            made = self._read(office, report, left_out)
            for sheaf, file in save(made, folder, how):
                remember(office, [sheaf], how)
                written.append(file)
                report(f"{len(written)} / {len(made)} 份")
            return len(made)

        def told(forms: int) -> str:
            replaced = [name for name in there if folder / name in written]
            besides = f"，替换了原来的 {len(replaced)} 个文件" if replaced else ""
            return f"{forms} 份表已另存到 {folder}{besides}{_besides(left_out)}"

        self._begin(job, told, lambda: f"已取消：存好了 {len(written)} 份，其余没有存")

    def _may_replace(self, folder: Path, there: Sequence[str]) -> bool:
        """The clerk reads which files would go, and decides."""
        box = QMessageBox(self.page)
        box.setWindowTitle("全部另存")
        box.setText(f"文件夹“{folder.name}”里已有这 {len(there)} 个文件，另存会替换它们：")
        box.setInformativeText("\n".join(there))
        yes = box.addButton("替换", QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("不另存", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        return box.clickedButton() is yes

    # ── beside the window ─────────────────────────────────────────────────────────────────────────

    def _read(self, office: Office, report: Report, left_out: list[str]) -> list[Sheaf]:
        report("正在读取记录")
        made, others = sheaves(office, Choice(self.session.quarter))
        left_out += [form.name for form in others]
        return made

    def _begin(
        self, job: Callable[[Office, Report], object], told: Callable[[int], str], cancelled: Callable[[], str]
    ) -> None:
        tell = self.session.told.emit
        work = self.session.lend("另存", job, cancellable=True)
        work.done.connect(lambda forms: tell(told(forms)))
        work.cancelled.connect(lambda: tell(cancelled()))
        work.begin()


def _besides(left_out: Sequence[str]) -> str:
    return f"；{'、'.join(left_out)}还不能打印，没有存" if left_out else ""
