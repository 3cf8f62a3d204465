"""The command line: the office's work without a screen, to be scripted and tested (RECORDS, The command line).

Exit status: 0 done, 1 the data has errors (listed), 2 wrong use, 3 the file cannot be used. Errors go to stderr.
"""

import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gridapp import __version__
from gridapp.double_click import UNUSABLE, open_window
from gridapp.errors import OfficeError, UnusableFile
from gridapp.periods import Quarter
from gridapp.terminal import speak_chinese, table

if TYPE_CHECKING:
    from gridapp.office import Office

DATA_ERRORS = 1


class QuarterType(click.ParamType[Quarter]):
    """A quarter as 2019Q3 (or 2019年第三季度)."""

    name = "季度"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        from gridapp.dates import read_quarter

        try:
            return read_quarter(value)
        except OfficeError as error:
            self.fail(error.message, param, ctx)


class PrintedType(click.ParamType[str]):
    """The first digits of a hash, as sheets bear them."""

    name = "校验值"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if len(value) < 8 or not set(value.lower()) <= set("0123456789abcdef"):
            self.fail("校验值是表上印的 16 个数字和字母（至少写前 8 个）", param, ctx)
        return str(value).lower()


CONTEXT = {"help_option_names": ["-h", "--help"]}
QUARTER = QuarterType()
PRINTED = PrintedType()
FILE = click.Path(path_type=Path)
_DB = click.option("--db", type=FILE, required=True, metavar="FILE", help="本办公室的数据库文件。")
_ACCOUNT = click.option(
    "--account", metavar="姓名", help="谁登录（数据库有账号时）；密码取自环境变量 GRIDAPP_PASSWORD，或在终端上问。"
)


def DB(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Which file, and who signs in to it."""
    return _DB(_ACCOUNT(verb))


@contextmanager
def opened(path: Path, account: str | None, *, create: bool = False) -> Iterator["Office"]:
    """The office's file, open for who signs in; made first if it is not there and may be made."""
    from gridapp.office import Office  # the window is on the screen before it needs one
    from gridapp.signing_in import enter

    office = Office.create(path) if create and not path.exists() else enter(path, account)
    with office:
        yield office


def complain(lines: Sequence[object]) -> None:
    for line in lines:
        click.echo(str(line), err=True)


class Verbs(click.Group):
    """The commands; a first argument that is none, but looks like a file, is the file that the window opens."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        is_file = Path(first).suffix or Path(first).name != first or Path(first).exists()
        if self.get_command(ctx, first) is None and is_file and not first.startswith("-"):
            return _WINDOW.name, _WINDOW, args
        return super().resolve_command(ctx, args)


_WINDOW = click.Command("gridapp", callback=open_window, params=[click.Argument(["file"], type=FILE)])


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings=CONTEXT,
    options_metavar="[选项]",
    subcommand_metavar="[文件 | 命令]",
)
@click.version_option(__version__, prog_name="gridapp", help="显示版本。")
@click.option("--selftest", type=FILE, hidden=True)  # for whoever builds the installers: ui/selftest.py
@click.pass_context
def main(ctx: click.Context, selftest: Path | None) -> None:
    """网格员考核：登记、评分、等次、补贴、打印。

    不带命令时打开窗口，接着上次的数据库；写文件名时打开那个数据库。下面的命令不用窗口完成同样的工作。
    退出状态：0 完成，1 数据有误（已列出），2 用法不对，3 文件不能使用。
    """
    if selftest:
        sys.exit(importlib.import_module("ui.selftest").main(selftest))
    if ctx.invoked_subcommand is None:
        open_window()


@main.command(options_metavar="[选项]")
@click.argument("folder", type=FILE, metavar="DIR")
def demo(folder: Path) -> None:
    """在 DIR 中生成示范镇：数据库、台账工作簿和一个季度的全部打印表。"""
    from gridapp.demo import write

    files = write(folder)
    click.echo(f"示范镇已生成在 {folder}：")
    for file in files:
        click.echo(f"  {file.relative_to(folder)}")
    click.echo(f"打开窗口：gridapp {files[0]}")
    click.echo(f"查看得分：gridapp score --db {files[0]} --quarter 2019Q3")


@main.command("import", options_metavar="[选项]")
@click.argument("book", type=FILE, metavar="BOOK.xlsx")
@DB
@click.option("--preview", is_flag=True, help="只预览，不改动任何数据。")
@click.option("--all-or-nothing", is_flag=True, help="只要有一行不对，就全部不导入。")
@click.option("--errors", type=FILE, metavar="OUT.xlsx", help="把有误的行另存为工作簿，改好后可再导入。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def import_(
    book: Path, db: Path, account: str | None, preview: bool, all_or_nothing: bool, errors: Path | None, as_json: bool
) -> None:
    """从台账工作簿 BOOK.xlsx 导入；正确的行一步导入，可一步撤销。"""
    from gridapp.workbook.importing import carry_out, plan_import
    from gridapp.workbook.reading import read_book
    from gridapp.workbook.writing import write_problems

    raw = read_book(book)
    with _office_to_fill(db, account, preview) as office:
        plan = plan_import(office, raw)
        done = bool(plan.save or plan.remove) and not preview and not (all_or_nothing and plan.problems)
        if done:
            carry_out(office, plan, book.name)
        if errors and plan.problems:
            write_problems(office, plan, raw, errors)
    if as_json:
        click.echo(json.dumps(_import_answer(plan, done), ensure_ascii=False, indent=1))
    else:
        _tell_import(plan, done, errors)
    complain(plan.problems)
    if plan.problems:
        sys.exit(DATA_ERRORS)


@contextmanager
def _office_to_fill(db: Path, account: str | None, preview: bool) -> Iterator["Office"]:
    """The office to import into; a preview makes no file where there is none."""
    if preview and not db.exists():
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / db.name, None, create=True) as office:
            yield office
    else:
        with opened(db, account, create=True) as office:
            yield office


def _import_answer(plan: Any, done: bool) -> dict[str, Any]:
    sheets = [
        {name: getattr(sheet, name) for name in ("title", "new", "changed", "same", "wrong", "unknown_columns")}
        for sheet in plan.sheets
    ]
    told = {
        name: [{"sheet": p.sheet, "cell": p.cell, "value": p.value, "message": p.message} for p in getattr(plan, name)]
        for name in ("problems", "warnings")
    }
    return {"imported": done, "sheets": sheets, **told, "unknown_sheets": plan.unknown_sheets}


def _tell_import(plan: Any, done: bool, errors: Path | None) -> None:
    rows = [[s.title, str(s.new), str(s.changed), str(s.same), str(s.wrong)] for s in plan.sheets]
    click.echo(table(["工作表", "新增", "改动", "相同", "有误"], rows))
    for sheet in plan.sheets:
        if sheet.unknown_columns:
            click.echo(f"工作表“{sheet.title}”中不认识的列，未读取：{'、'.join(sheet.unknown_columns)}")
    if plan.unknown_sheets:
        click.echo(f"不认识的工作表，未读取：{'、'.join(plan.unknown_sheets)}")
    for warning in plan.warnings:
        click.echo(f"提醒（不影响导入）：{warning}")
    if errors and plan.problems:
        click.echo(f"有误的行已另存为 {errors}，改好后可再导入")
    wrong = sum(sheet.wrong for sheet in plan.sheets)
    click.echo(("已导入" if done else "没有改动任何数据") + (f"；{wrong} 行有误，见下" if wrong else ""))


@main.command(options_metavar="[选项]")
@click.argument("book", type=FILE, metavar="OUT.xlsx")
@DB
@click.option("--quarter", type=QUARTER, help="只导出这个季度的记录（名册总是全部）。")
def export(book: Path, db: Path, account: str | None, quarter: Quarter | None) -> None:
    """把名册和记录导出为台账工作簿 OUT.xlsx。"""
    from gridapp.workbook.writing import write_book

    with opened(db, account) as office:
        write_book(office, book, quarter)
    click.echo(f"已导出到 {book}")


@main.command(options_metavar="[选项]")
@DB
@click.option("--quarter", type=QUARTER, required=True, help="季度，如 2019Q3。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def score(db: Path, account: str | None, quarter: Quarter, as_json: bool) -> None:
    """算出一个季度的得分、等次和补贴。"""
    from gridapp.answer import answer, summary

    with opened(db, account) as office:
        result = office.score(quarter)
    if as_json:
        click.echo(json.dumps(answer(result), ensure_ascii=False, indent=1))
    else:
        header, rows, notes = summary(result)
        click.echo("\n".join([f"{quarter.title}  {result.state}", table(header, rows), *notes]))


@main.command("print", options_metavar="[选项]")
@DB
@click.option("--quarter", type=QUARTER, required=True, help="季度，如 2019Q3。")
@click.option("--form", "forms", multiple=True, metavar="NAME", help="只打印这张表，可重复；不写则全部。")
@click.option("--out", type=FILE, required=True, metavar="DIR", help="PDF 放在这个文件夹。")
def print_(db: Path, account: str | None, quarter: Quarter, forms: tuple[str, ...], out: Path) -> None:
    """把一个季度的表做成 PDF。"""
    from gridapp.prints import print_forms

    with opened(db, account) as office:
        for file in print_forms(office, quarter, out, forms or None):
            click.echo(str(file))


@main.command(options_metavar="[选项]")
@click.argument("code", nargs=-1, required=True, metavar="编号 [校验码]")
@DB
def verify(code: tuple[str, ...], db: Path, account: str | None) -> None:
    """核验一张打印过的表：与记录是否一致，哪些数字已经改变。"""
    from gridapp.prints.verify import Verdict, sentences, verify

    with opened(db, account) as office:
        found = verify(office, " ".join(code))
    click.echo("\n".join(sentences(found)))
    if found.verdict in (Verdict.CHANGED, Verdict.FOREIGN):
        sys.exit(DATA_ERRORS)


@main.command(options_metavar="[选项]")
@DB
@click.option("--rebuild", is_flag=True, help="再按变更记录把全部数据重做一遍，逐行比较。")
@click.option(
    "--printed", type=PRINTED, metavar="校验值", help="已签字的表上印的记录链校验值：查它还在不在变更记录里。"
)
def check(db: Path, account: str | None, rebuild: bool, printed: str | None) -> None:
    """检查数据库：文件完整、记录相符、变更记录未被改动。"""
    with opened(db, account) as office:
        found = office.check() + (office.rebuild() if rebuild else [])
        if printed:
            known = office.steps_at(printed)
            for step in known:
                click.echo(
                    f"校验值 {printed}：第 {step.id} 步“{step.name}”（{step.who}，{step.at[:16].replace('T', ' ')}）"
                )
            found += [] if known else [f"校验值 {printed} 不在变更记录里：印这张表以后，记录被换过或改过"]
    if found:
        complain(found)
        sys.exit(DATA_ERRORS)
    click.echo("没有发现问题")


@main.command(options_metavar="[选项]")
@DB
@click.option("--out", type=FILE, required=True, metavar="DIR", help="备份放在这个文件夹。")
def backup(db: Path, account: str | None, out: Path) -> None:
    """备份数据库；写好并核对无误后才算备份。"""
    with opened(db, account) as office:
        kept = office.back_up(out)
    click.echo(f"已备份到 {kept.backups[0].path}")
    complain(kept.warnings)


@main.command(options_metavar="[选项]")
@click.argument("source", type=FILE, metavar="BACKUP")
@DB
def restore(source: Path, db: Path, account: str | None) -> None:
    """用备份 BACKUP 恢复数据库；现有文件另存保留。

    加密的备份用它的账号或应急密钥打开，应急密钥取自环境变量 GRIDAPP_PAPER_KEY，或在终端上问。
    """
    from gridapp.backups import restore as put_back
    from gridapp.signing_in import to_restore

    kept = put_back(source, db, to_restore(source, db, account))
    click.echo(f"已恢复 {db}" + (f"；原来的文件保留为 {kept}" if kept else ""))


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its status."""
    speak_chinese()
    sys.exit(_status(lambda: main.main(arguments, prog_name="gridapp", standalone_mode=True)))


def _status(work: Callable[[], Any]) -> int:
    try:
        work()
    except UnusableFile as error:
        complain([error])
        return UNUSABLE
    except OfficeError as error:
        complain([error])
        return DATA_ERRORS
    return 0
