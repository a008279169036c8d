"""The ledger out as a table and back: only what was edited is written, and what cannot be taken is named."""

import csv
import datetime
import io
import json
import random
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from review.cli import main
from review.export.database import SCHEMA
from review.export.plain import guarded, unguarded

PROJECT = Path(__file__).parents[1]
NAME = "2024/城东街道-班子"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A library, and its ledger in both formats."""
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(PROJECT / "materials/2024", root / "materials/2024")
    for form in ("xlsx", "csv"):
        assert review(root, "export", "ledger", "--out", str(root / f"台账.{form}")).exit_code == 0
    return root


@pytest.fixture
def root(exported, tmp_path):
    shutil.copytree(exported, tmp_path / "a")
    return tmp_path / "a"


def review(root, *words):
    return CliRunner().invoke(main, [*words, "--library", str(root)], env={"SOURCE_DATE_EPOCH": "1767225600"})


def back(root, name="台账.csv"):
    return review(root, "import-ledger", str(root / name), "--yes")


def texts(root):
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in sorted((root / "materials").rglob("*.md"))}


def rows(root):
    text = (root / "台账.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def keep(root, table, name="台账.csv", encoding="utf-8-sig"):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    (root / name).write_bytes(text.getvalue().encode(encoding))


def edited(root, change, column, key=f"{NAME}#m2", **more):
    """The CSV with one cell changed."""
    table = rows(root)
    head = table[0]
    line = next(row for row in table if row[head.index("编号")] == key)
    line[head.index(column)] = change
    keep(root, table, **more)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_comes_back_as_it_went_changes_nothing(root, form):
    before = texts(root)
    done = back(root, f"台账.{form}")
    assert (done.exit_code, done.output) == (0, "要改 0 份。\n") and texts(root) == before


COLUMNS = ("责任领导", "责任部门", "完成时限", "状态", "进展", "对账销号")
VALUES = {
    "责任领导": ["副局长", "分管领导: 副局长", ""], "责任部门": ["督查科", "一科、二科", "{甲}"],
    "进展": ["2025-10-09 办了 3 期", "# 号、*号", ""], "完成时限": ["2027-03-31", "2026年底前", "长期坚持", "一季度末"],
    "状态": ["已完成", "推进中", "未启动"], "对账销号": ["2026-11-02", ""],
}  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_change_only_their_lines(root, seed):
    """The law of the way back: every other byte of the library stays, comments, order and line ends included."""
    chance = random.Random(seed)
    path = root / f"materials/{NAME}.md"
    front = path.read_text("utf-8").replace("  2: {owner", "  # 民政办报送\n  2: {owner", 1)
    front = front.replace("三季度末, status: 推进中", "三季度末,  status: 推进中", 1)
    path.write_bytes(front.replace("\n", "\r\n").encode())
    book = load_workbook(root / "台账.xlsx")
    page = book.worksheets[0]
    at = {cell.value: cell.column for cell in page[3]}
    wanted = {}
    for _ in range(6):
        row, column = chance.randint(4, page.max_row - 2), chance.choice(sorted(COLUMNS))
        value = chance.choice(VALUES[column])
        page.cell(row, at[column]).value = value
        wanted[page.cell(row, at["编号"]).value] = column
    book.save(root / "台账.xlsx")
    before = texts(root)
    said = {key: [page.cell(r, at[name]).value or "" for name in COLUMNS] for r in range(4, page.max_row - 1)
            if (key := page.cell(r, at["编号"]).value)}
    done = back(root, "台账.xlsx")
    refused = set(re.findall(r"xlsx:(\d+):", done.output))
    after = texts(root)
    for name in before:
        old, new = before[name].split(b"\n"), after[name].split(b"\n")
        assert len(old) == len(new)
        for one, other in zip(old, new, strict=True):
            number = re.match(rb"  (\d+): ", one)
            key = f"{name.removeprefix('materials/').removesuffix('.md')}#m{number[1].decode()}" if number else ""
            assert one == other or key in wanted
    again = review(root, "export", "ledger", "--format", "csv", "--out", "-").stdout_bytes.decode("utf-8-sig")
    now = {row["编号"]: [row[name] for name in COLUMNS] for row in csv.DictReader(io.StringIO(again))}
    numbers = {page.cell(r, at["编号"]).value: str(r) for r in range(4, page.max_row - 1)}
    assert {k: v for k, v in now.items() if numbers[k] not in refused} == {
        k: v for k, v in said.items() if numbers[k] not in refused}


@pytest.mark.parametrize("column, value, key, said", [
    ("完成时限", "尽快", "m2", "完成时限（due）应为"), ("完成时限", "45838", "m2", "像是日期 2025-06-30"),
    ("状态", "逾期", "m2", "由完成时限算出"), ("责任部门", "", "m2", "缺少责任部门"),
    ("对账销号", "2025-10-09", "m2", "应为 已完成"),
    ("编号", f"{NAME}#m9", "m2", f"库里没有 {NAME}#m9"), ("编号", "", "m2", "没有编号"),
    ("编号", "2.1", "m2", "库里没有 2.1"),
    ("校验", "x", "m2", "校验应为导出时的原样"),
    ("编号", f"{NAME}#m1", "m2", "第 \\d+、\\d+ 行都是"), ("进展", '"好"', "m2", "不能有 <"),
    ("进展", "找13912345678", "m2", r"手机号码 139\*{8}，不能发布"),
])  # fmt: skip
def test_a_row_that_cannot_be_taken_is_named_and_the_rest_goes_on(root, column, value, key, said):
    edited(root, "督查办公室", "责任部门", key=f"{NAME}#m3")
    edited(root, value, column, key=f"{NAME}#{key}")
    before = texts(root)
    done = back(root)
    assert done.exit_code == 1 and re.search(said, done.output), done.output
    assert re.search(r"台账\.csv:\d+: ", done.output)
    name = f"materials/{NAME}.md"
    expected = before[name].decode().replace("3: {owner: 社区建设办公室", "3: {owner: 督查办公室")
    assert texts(root) == before | {name: expected.encode()}


def test_two_edits_of_one_cell_are_a_conflict_and_an_old_cell_is_no_edit(root):
    path = root / f"materials/{NAME}.md"
    edited(root, "纪检办公室", "责任部门", key=f"{NAME}#m4")
    text = path.read_text("utf-8").replace("owner: 纪检监察工委", "owner: 监察办")
    path.write_text(text.replace("三季度末", "2026-03-31"), "utf-8")
    before = texts(root)
    done = back(root)
    assert done.exit_code == 1 and "库里在导出以后已改为“监察办”" in done.output
    assert "三季度末" not in done.output and texts(root) == before


@pytest.mark.parametrize("column", ["整改措施", "措施全文", "问题"])
def test_text_of_the_material_is_not_changed_by_the_ledger_and_the_rest_of_its_row_is(root, column):
    columns = "整改措施,措施全文,问题,责任部门"
    out = ("--out", str(root / "台账.csv"), "--replace")
    assert review(root, "export", "ledger", "--columns", columns, *out).exit_code == 0
    for key in ("m2", "m3", "m4"):
        edited(root, "督查办公室", "责任部门", key=f"{NAME}#{key}")
    edited(root, "下大力气抓好落实", column)
    edited(root, "", column, key=f"{NAME}#m3")  # says nothing, as cells of a merged problem do
    at = 1 + next(n for n, row in enumerate(rows(root)) if f"{NAME}#m2" in row)
    done = back(root)
    assert done.exit_code == 1 and done.output.count("不由台账改") == 1
    assert f"台账.csv:{at}: 第 {at} 行的“{column}”与材料里的不同；" in done.output
    text = (root / f"materials/{NAME}.md").read_text("utf-8")
    assert text.count("owner: 督查办公室") == 3 and "下大力气" not in text


def test_an_entry_never_moves_to_another_measure(root):
    path = root / f"materials/{NAME}.md"
    edited(root, "已完成", "状态")
    text = path.read_text("utf-8")
    at = text.index("## ", text.index("整改措施") - 5)
    path.write_text(text[:at] + text[at:].replace("深入", "更加深入").replace("调查研究", "调研"), "utf-8")
    before = texts(root)
    done = back(root)
    assert done.exit_code == 1 and "的文字在导出以后改过" in done.output and texts(root) == before


def test_a_row_that_has_the_key_of_another_is_not_taken_for_it(root):
    table = rows(root)
    at = table[0].index("编号")
    keep(root, [row for row in table if row[at] != f"{NAME}#m4"])
    edited(root, "督查办公室", "责任部门")
    edited(root, f"{NAME}#m4", "编号")
    before = texts(root)
    done = back(root)
    assert done.exit_code == 1 and "原来那一项现在是第 2 项" in done.output and texts(root) == before


def test_a_measure_enters_the_ledger_and_leaves_it(root):
    assert review(root, "export", "measures", "--status", "未登记", "--out", str(root / "新.csv")).exit_code == 0
    table = list(csv.reader(io.StringIO((root / "新.csv").read_bytes().decode("utf-8-sig"))))
    head, line = table[0], table[1]
    for name, value in (("责任部门", "办公室"), ("完成时限", "2027/6/30"), ("状态", "未启动")):
        line[head.index(name)] = value
    keep(root, table, "新.csv")
    assert back(root, "新.csv").exit_code == 0
    id, number = line[head.index("编号")].split("#m")
    path = root / f"materials/{id}.md"
    assert f"  {number}: {{owner: 办公室, due: 2027-06-30, status: 未启动}}\n" in path.read_text("utf-8")
    table = rows(root)
    line = next(row for row in table if row[table[0].index("编号")] == f"{NAME}#m4")
    for name in COLUMNS:
        line[table[0].index(name)] = ""
    keep(root, table)
    assert back(root).exit_code == 0
    assert "  4: " not in (root / f"materials/{NAME}.md").read_text("utf-8").split("---")[1]


def test_what_spreadsheets_do_to_a_csv_is_no_edit(root):
    """Excel writes days with slashes and saves as GBK; a row it moved is the same row."""
    table = rows(root)
    at = table[0].index("完成时限")
    for row in table[1:]:
        row[at] = re.sub(r"(\d{4})-0?(\d+)-0?(\d+)", r"\1/\2/\3", row[at])
    keep(root, [table[0], *table[:0:-1], [""] * len(table[0])], encoding="gb18030")
    done = back(root)
    assert (done.exit_code, done.output) == (0, "要改 0 份。\n")


def test_merged_cells_formulas_and_days_of_a_spreadsheet(root):
    book = load_workbook(root / "台账.xlsx")
    page = book.worksheets[0]
    at = {cell.value: cell.column_letter for cell in page[3]}
    page.merge_cells(f"{at['责任部门']}4:{at['责任部门']}6")
    page[f"{at['进展']}7"] = "=1+1"
    page[f"{at['完成时限']}8"] = datetime.datetime(2027, 1, 31)
    page[f"{at['完成时限']}9"] = datetime.datetime(2027, 6, 1)
    page[f"{at['完成时限']}9"].number_format = 'yyyy"年"m"月"'
    book.save(root / "台账.xlsx")
    done = back(root, "台账.xlsx")
    assert done.output.count("合并单元格（第 4—6 行）") == 2 and "xlsx:7: “进展”是公式" in done.output
    assert "due: 2027-01-31" in done.output and "due: 2027年6月" in done.output
    assert done.exit_code == 1


def test_columns_that_are_gone_renamed_or_twice(root):
    table = rows(root)
    table[0][table[0].index("责任领导")] = "分管领导"
    table[1][table[0].index("进展")] = "已开过两次会"
    keep(root, table)
    done = back(root)
    assert "没有“分管领导”这一列；是不是 责任领导；" in done.output and "表里没有 责任领导，" in done.output
    assert (done.exit_code, "progress: 已开过两次会" in done.output) == (1, True) and "另有 1 处没有导入" in done.output
    gone = table[0].index("分管领导")
    keep(root, [[*row[:gone], *row[gone + 1 :]] for row in table])
    done = back(root)
    assert done.exit_code == 0 and "表里没有 责任领导，" in done.output and "没有“" not in done.output
    table[0][table[0].index("分管领导")] = "状态"
    keep(root, table)
    assert "有 2 列都叫“状态”" in back(root).output
    keep(root, [row[:-1] for row in rows(root)])
    assert "没有找到“编号”和“校验”两列" in back(root).output


def test_a_ledger_of_fewer_columns_comes_back_and_a_column_more_is_no_fault(root):
    """Only what stands there changes; what is not there is said, and keeps its values."""
    out = ("--out", str(root / "台账.csv"), "--replace")
    assert review(root, "export", "ledger", "--columns", "序号,问题,整改措施,责任部门", *out).exit_code == 0
    before = texts(root)
    done = back(root)
    missing = "责任领导、完成时限、状态、进展、对账销号"
    assert (done.exit_code, texts(root)) == (0, before) and f"表里没有 {missing}，这几项都不动" in done.output
    edited(root, "督查办公室", "责任部门")
    done = back(root)
    assert done.exit_code == 0 and "没有导入" not in done.output
    old = before[f"materials/{NAME}.md"].decode().split("\n")
    new = (root / f"materials/{NAME}.md").read_text("utf-8").split("\n")
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    assert [re.sub("owner: [^,}]+", "", one) == re.sub("owner: [^,}]+", "", other) for one, other in changed] == [True]
    assert review(root, "export", "ledger", *out).exit_code == 0
    keep(root, [[*row, "看过" if n else "备注"] for n, row in enumerate(rows(root))])
    done = back(root)
    assert done.exit_code == 0 and "“备注”不是台账的列，没有读" in done.output


def test_an_export_of_all_measures_says_what_is_inferred_and_which_problems_have_none(root):
    """A row for such a problem, which has no key: what is written in it is told when it comes back, and left."""
    out = ("--out", str(root / "台账.csv"))
    shutil.copytree(PROJECT / "materials/2021", root / "materials/2021")
    assert review(root, "export", "measures", *out, "--replace").exit_code == 0
    told = json.loads(review(root, "export", "problems", "--format", "json", "--out", "-").output)["rows"]
    bare = {row["problem"] for row in told if not row["measures"]}
    table = list(csv.DictReader(io.StringIO((root / "台账.csv").read_bytes().decode("utf-8-sig"))))
    assert {row["问题"] for row in table if row["整改措施"] == "无对应措施"} == bare and bare
    assert any("（推定）" in row["问题"] for row in table)
    assert any(row["问题"] and "（推定）" not in row["问题"] for row in table if row["编号"])
    done = back(root)
    assert (done.exit_code, done.output) == (0, "要改 0 份。\n")
    lines = rows(root)
    line = next(row for row in lines if "无对应措施" in row)
    line[lines[0].index("责任部门")] = "办公室"
    keep(root, lines)
    done = back(root)
    assert done.exit_code == 1 and "没有编号，认不出是哪一项措施" in done.output
    assert review(root, "export", "measures", "--out", str(root / "空表.xlsx")).exit_code == 0
    page = load_workbook(root / "空表.xlsx").worksheets[0]
    signed = [cell.value for cell in page["A"]][-1]
    assert all(word in signed for word in ("单位（盖章）", "责任领导（签字）", "填表人", "年　　月　　日"))
    assert f"另有 {len([r for r in told if not r['measures']])} 个问题无对应措施" in page["A2"].value


@pytest.mark.parametrize("how", ["slid", "sorted"])
def test_a_column_that_slid_or_was_sorted_alone_is_told_and_left(root, how):
    table = rows(root)
    owner, status = table[0].index("责任部门"), table[0].index("进展")
    said = [row[owner] for row in table[1:]]
    other = [*said[1:], "末行的科"] if how == "slid" else sorted(said)
    for row, value in zip(table[1:], other, strict=True):
        row[owner] = value
    table[2][status] = "已开过两次会"
    table[0][owner] = " 责任 部门"
    keep(root, table)
    before = texts(root)
    done = back(root)
    assert done.exit_code == 1 and "写的是别行原来的值，像是单独排过序或错了行" in done.output
    changed = {name for name, text in texts(root).items() if text != before[name]}
    assert len(changed) == 1 and "progress: 已开过两次会" in texts(root)[changed.pop()].decode()


def test_one_owner_for_many_rows_is_an_edit(root):
    table = rows(root)
    for row in table[1:]:
        row[table[0].index("责任部门")] = "综合科"
    keep(root, table)
    done = back(root)
    assert done.exit_code == 0 and "owner: 综合科" in done.output and "别行" not in done.output


def test_the_ledger_of_another_library_and_files_that_are_none(root, tmp_path):
    table = rows(root)
    for row in table[1:]:
        row[table[0].index("编号")] = "别处/" + row[table[0].index("编号")]
    keep(root, table)
    done = back(root)
    assert done.exit_code == 1 and "像是另一个资料库的台账" in done.output
    for name, data in (("a.xlsx", b"PK\x03\x04"), ("b.xls", b"x"), ("c.csv", b"\0\1\2"), ("d.csv", b"")):
        (tmp_path / name).write_bytes(data)
        done = review(root, "import-ledger", str(tmp_path / name))
        assert done.exit_code == 1 and name in done.output and "Traceback" not in done.output
    Workbook().save(tmp_path / "e.xlsx")
    assert review(root, "import-ledger", str(tmp_path / "e.xlsx")).exit_code == 1


def test_no_cell_starts_a_formula(root):
    path = root / f"materials/{NAME}.md"
    text = path.read_text("utf-8").replace("owner: 民生保障办公室", "owner: =HYPERLINK(1)")
    path.write_text(text.replace("leader: 纪工委书记", "leader: '@副书记'"), "utf-8")
    for form in ("xlsx", "csv"):
        assert review(root, "export", "ledger", "--out", str(root / f"b.{form}")).exit_code == 0
        assert back(root, f"b.{form}").output == "要改 0 份。\n"
    cells = [cell for row in load_workbook(root / "b.xlsx").worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=@")
    table = csv.reader(io.StringIO((root / "b.csv").read_bytes().decode("utf-8-sig")))
    assert not [cell for row in table for cell in row if cell[:1] in tuple("=+-@＝＋－＠\t")]
    for word in ("=1", "'=1", "''", "-", "＝甲", "平常"):
        assert unguarded(guarded(word)) == word


def test_exports_hold_what_is_asked_for_and_what_the_audience_may_see(root):
    path = root / f"materials/{NAME}.md"
    path.write_text(path.read_text("utf-8").replace("visibility: internal", "visibility: restricted"), "utf-8")
    for what in ("ledger", "problems", "materials", "measures"):
        inside = review(root, "export", what, "--format", "json", "--out", "-").output
        staff = review(root, "export", what, "--format", "json", "--out", "-", "--audience", "staff").output
        assert NAME not in inside and NAME in staff
        own = review(root, "export", what, "--format", "json", "--out", "-", "--unit", "投资促进局").output
        assert {row["unit"] for row in json.loads(own)["rows"]} == {"投资促进局"}
    late = review(root, "export", "ledger", "--format", "json", "--out", "-", "--status", "逾期").output
    late = json.loads(late)["rows"]
    assert late and all(row["state"] == "逾期" for row in late)
    assert review(root, "export", "library", "--out", str(root / "a.sqlite")).exit_code == 0
    assert NAME.encode() not in (root / "a.sqlite").read_bytes()


def test_the_spreadsheet_is_ready_to_print(root):
    assert review(root, "export", "ledger", "--unit", "投资促进局", "--out", str(root / "c.xlsx")).exit_code == 0
    page = load_workbook(root / "c.xlsx").worksheets[0]
    shown = [cell.value for cell in page[3] if not page.column_dimensions[cell.column_letter].hidden]
    assert shown == ["序号", "问题", "整改措施", "责任领导", "责任部门", "完成时限", "状态", "进展", "对账销号"]
    assert (page.page_setup.orientation, page.print_title_rows, page.page_setup.paperSize) == ("landscape", "$3:$3", 9)
    assert "签字" in page.cell(page.max_row, 1).value and "内部资料" in page.oddFooter.left.text
    refused = review(root, "export", "ledger", "--out", str(root / "c.xlsx"))
    assert refused.exit_code == 1 and "没有换掉它" in refused.output
    chosen = review(root, "export", "ledger", "--format", "csv", "--out", "-", "--columns", "措施全文，单位")
    assert chosen.output.splitlines()[0].lstrip("\ufeff") == "措施全文,单位,编号,校验"


@pytest.mark.parametrize("words, said", [
    (("ledger", "--unit", "气象局"), "名册里没有单位“气象局”"), (("ledger", "--campaign", "x"), "没有活动“x”"),
    (("problems", "--status", "逾期"), "--status 只用于"), (("ledger", "--format", "sqlite"),
     "library 只能导出成 sqlite"),
    (("ledger", "--columns", "甲"), "没有“甲”这一列；可用的列：序号"),
])  # fmt: skip
def test_wrong_wishes_are_a_wrong_use(root, words, said):
    done = review(root, "export", *words)
    assert done.exit_code == 2 and said in done.output


def test_the_guide_has_the_database_as_it_is(root):
    assert review(root, "export", "library", "--out", str(root / "a.sqlite")).exit_code == 0
    open_ = sqlite3.connect(root / "a.sqlite")
    assert open_.execute("PRAGMA foreign_key_check").fetchall() == []
    assert open_.execute("SELECT count(*) FROM ledger JOIN measures ON key = measure").fetchone() == (12,)
    guide = (PROJECT / "docs/guide/ledger.md").read_text("utf-8").partition("{#sqlite}")[2]
    for table, columns in re.findall(r"CREATE TABLE (\w+) \((.+?)\);", SCHEMA, re.DOTALL):
        line = next(line for line in guide.splitlines() if line.startswith(f"| `{table}` |"))
        names = re.findall(r'(?:^|,\s+)"?([a-z]+)"? (?:TEXT|INTEGER)', columns)
        assert names and all(f"`{name}`" in line for name in names), (table, names)
    for query in re.findall(r"```sql\n(.+?)```", guide, re.DOTALL):
        open_.execute(query)
