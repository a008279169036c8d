"""Tables of Word files: every cell in its column."""

from word.make import cell, lines, p, rules, table


def test_tables(read):
    def cell(text, more=""):
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text)}</w:tc>"

    wide = cell("合计|总", '<w:gridSpan w:val="2"/>')
    table = (f"<w:tbl><w:tr>{cell('问题')}{cell('措施')}</w:tr><w:tr>{wide}</w:tr>"
             f"<w:tr><w:tc><w:tcPr/>{p('甲')}{p('乙')}</w:tc>{cell('丙')}</w:tr></w:tbl>")
    frame = f"<w:tbl><w:tr>{cell('框里的话')}</w:tr></w:tbl>"
    assert lines(read(p("前"), table, frame)) == [
        "前", "| 问题 | 措施 |", "| --- | --- |", "| 合计\\|总 |  |", "| 甲 乙 | 丙 |", "框里的话"]  # fmt: skip


def test_cells_stay_in_their_columns(read):
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    word = read(table(
        [cell("序号"), cell(""), cell("办结")],
        [cell("一", more=down), cell("修订制度"), cell("是")],
        [cell("", more=on), cell("建立台账"), cell("否")],
        [cell("小计", more=span), cell("2")],
        [cell("只有后两格"), cell("3")],
        more=("", "", "", "", '<w:gridBefore w:val="1"/>')))  # fmt: skip
    assert lines(word) == [
        "| 序号 |  | 办结 |", "| --- | --- | --- |", "| 一 | 修订制度 | 是 |", "|  | 建立台账 | 否 |",
        "| 小计 |  | 2 |", "|  | 只有后两格 | 3 |"]  # fmt: skip
    assert rules(word) == {"word-merged": "表格里合并的单元格 2 处，文字写在左上一格，并入的格留空：一；小计"}


def test_rows_and_cells_within_controls_and_deleted_ones(read):
    def control(inside):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{control(cell('甲'))}{cell('乙')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('行')}</w:tr>"
    cut = f"<w:tr>{cell('丙')}{cell('旧格', more='<w:cellDel/>')}</w:tr>"
    word = read(f"<w:tbl>{control(row)}{gone}{cut}</w:tbl>")
    assert lines(word) == ["| 甲 | 乙 |", "| --- | --- |", "| 丙 |  |"]
    assert rules(word)["word-deleted"].endswith("：旧行；旧格")


def test_a_table_in_a_cell_and_a_table_after_a_deleted_mark(read):
    inner = table([cell("子"), cell("丑")])
    outer = table([cell("甲"), cell(p("前"), inner, p("后"))])
    word = read(p("2．没有办完。", more="<w:rPr><w:del/></w:rPr>"), outer, p("末"))
    assert lines(word) == ["2．没有办完。", "| 甲 | 前 子 丑 后 |", "| --- | --- |", "末"]


def test_a_table_that_lays_out_text_is_read_as_text(read):
    piece = [p("一、存在的问题"), p("（一）学习方面"), p("1．读得少。"), p("2．记得少。")]
    word = read(table([cell("问题"), cell(*piece)], [cell("时限"), cell("三月底")]))
    assert lines(word) == ["问题", "一、存在的问题", "（一）学习方面", "1．读得少。", "2．记得少。", "时限", "三月底"]
    assert "word-layout" in rules(word)


def test_a_ledger_whose_cells_hold_several_paragraphs_stays_a_table(read):
    measures = cell("1．每周学。", "2．每月记。", "3．每季考。", "4．每年评。")
    word = read(table([cell("问题"), cell("措施")], [cell("读得少。"), measures]))
    assert lines(word)[-1] == "| 读得少。 | 1．每周学。 2．每月记。 3．每季考。 4．每年评。 |"
