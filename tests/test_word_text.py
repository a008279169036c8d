"""The text of Word files with its structure, and what is left out and said."""

from review.read.word import read_word
from word.make import CHINESE, OFFICE, box, lines, p, parts, rules, run, save


def test_outline_levels_give_headings_only_where_there_is_no_ordinal(read):
    level = '<w:outlineLvl w:val="{}"/>'
    word = read(p("某局班子对照检查材料", more=level.format(0)), p("存在的问题", more=level.format(1)),
                p("理论学习方面", more=level.format(2)), p("（二）担当方面", more=level.format(2)),
                p("这一段是正文，" * 20, more=level.format(1)))  # fmt: skip
    assert lines(word)[:4] == ["某局班子对照检查材料", "## 存在的问题", "### 理论学习方面", "（二）担当方面"]
    assert lines(word)[4].startswith("这一段")


def test_bold_run_in_leads(read):
    bold = "<w:b/>"
    word = read(p(run("（一）加强理论学习", bold), "今后要学。"), p(run("一是学习不深。", bold), "读得少。"),
                p(run("调研不够。", bold), "走得少。"), p(run("全是粗体", bold)))  # fmt: skip
    assert lines(word) == [
        "（一）加强理论学习", "今后要学。", "一是学习不深。读得少。", "调研不够。走得少。", "全是粗体"]  # fmt: skip
    assert "加强理论学习" in rules(word)["word-split"]
    assert "调研不够" in rules(word)["word-lead"]


def test_breaks_tabs_and_title_lines(read):
    centre = '<w:jc w:val="center"/>'
    word = read(p("某局班子", more=centre), p("对照检查材料", more=centre), p("甲<br>"),
                p("上", "<w:r><w:br/></w:r>", "下", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:tab/></w:r>", "右"))
    assert word.text == "某局班子\n对照检查材料\n\n甲<br>\n\n上\n下\n\n右\n"


def test_D3_tracked_changes(read):
    word = read(
        p("留", '<w:ins w:author="某作者">' + run("新写") + "</w:ins>",
          "<w:del><w:r><w:delText>旧句</w:delText></w:r></w:del>",
          "<w:moveFrom>" + run("搬走") + "</w:moveFrom>", "<w:moveTo>" + run("搬来") + "</w:moveTo>"),
        p("上半", more="<w:rPr><w:del/></w:rPr>", num=(1, 0)), p("下半", num=(1, 0)), numbering=CHINESE)  # fmt: skip
    assert lines(word) == ["留新写搬来", "一、上半下半"]
    assert "新写" in rules(word)["word-inserted"]
    assert "旧句；搬走" in rules(word)["word-deleted"]


def test_D3_hidden_text_direct_and_by_style(read):
    styles = """<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="HP"><w:rPr><w:vanish/></w:rPr></w:style>"""
    word = read(p("看得见", run("暗一", "<w:vanish/>"), run("暗二", '<w:rStyle w:val="H"/>')),
                p("暗三", style="HP", num=(1, 0)), p(run("又显", '<w:vanish w:val="0"/>'), style="HP"),
                p("甲", num=(1, 0)), styles=styles, numbering=CHINESE)  # fmt: skip
    assert lines(word) == ["看得见", "又显", "一、甲"]
    assert rules(word)["word-hidden"] == "隐藏文字 3 处，没有收入：暗一；暗二；暗三"


def test_D3_comments_and_author(read):
    word = read(p("正文"), comments=f'<w:comment w:author="某作者">{p("请改")}</w:comment>')
    assert lines(word) == ["正文"]
    assert rules(word) == {"word-comment": "批注 1 条，没有收入：请改"}
    assert "某作者" not in word.text + str(word.findings)


def test_notes_stand_after_their_paragraph(read):
    word = read(p("学习不深", '<w:r><w:footnoteReference w:id="7"/></w:r>', "。"), p("下一段"),
                footnotes=f'<w:footnote w:id="7">{p("见台账")}</w:footnote>')  # fmt: skip
    assert lines(word) == ["学习不深〔注1〕。", "〔注1〕见台账", "下一段"]


def test_a_text_box_is_read_once(read):
    def box(space):
        return f"<{space}><w:txbxContent>{p('框中字')}</w:txbxContent></{space}>"

    drawn = ("<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box("wps:txbx") + "</w:drawing></mc:Choice>"
             "<mc:Fallback><w:pict>" + box("v:textbox") + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>")
    word = read(p("段", drawn), p("后"))
    assert lines(word) == ["段", "框中字", "后"]
    assert "文本框 1 个" in rules(word)["word-textbox"]


def test_characters_of_symbol_fonts(read):
    word = read(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "整改，", run("\uf0a8未改，\uf020\uf0ff")))
    assert lines(word) == ["☑整改，☐未改，□□"]
    assert rules(word)["word-symbol"] == "特殊字体符号 2 个，已换成相近的字符"
    assert rules(word)["word-sign"].endswith("2 个不认得，写作 □，请对照原件改成通用的字：字体不明 20；字体不明 FF")


def test_a_sign_of_a_font_that_nobody_knows_is_never_guessed(read):
    word = read(p('<w:r><w:sym w:font="县标" w:char="F041"/></w:r>', "整改"))
    assert lines(word) == ["□整改"]
    assert rules(word)["word-sign"].endswith("：县标 41")


def test_a_drawing_that_gives_no_text_is_said(read):
    word = read(p('<w:r><w:pict><v:shape><v:textpath string="某局对照检查材料"/></v:shape></w:pict></w:r>'),
                p("甲", "<w:r><w:object/></w:r>"),
                p('<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>'
                  "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"))  # fmt: skip
    assert rules(word)["word-object"] == "图形或嵌入对象 2 个没有照样收入：艺术字 某局对照检查材料；图形"


def test_headers_and_footers_are_left_out(read):
    word = read(p("正文"), header=p("内部资料"), footer=p("- 1 -"))
    assert word.text == "正文\n"


def test_strict_form_of_the_format(tmp_path):
    made = parts(p("甲", num=(1, 0)), numbering=CHINESE)
    made["word/document.xml"] = made["word/document.xml"].replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read_word(save(tmp_path / "a.docx", made)).text == "一、甲\n"


def test_a_page_break_ends_the_line(read):
    page, column = (f'<w:r><w:br w:type="{kind}"/></w:r>' for kind in ("page", "column"))
    word = read(p("如下：", page, "一、存在的问题"), p("甲", column, page, "乙"), p(page), p("末"))
    assert word.text == "如下：\n\n一、存在的问题\n\n甲\n\n乙\n\n末\n"


GONE = "<w:rPr><w:del/></w:rPr>"


def test_a_paragraph_whose_end_was_deleted_keeps_its_text(read):
    word = read(p("一", more=GONE), p("二", more=GONE), p("三"), p("日期", more=GONE))
    assert lines(word) == ["一二三", "日期"]


def test_a_paragraph_that_was_deleted_whole_counts_no_number(read):
    gone = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    word = read(p("甲", num=(1, 0)), p(gone, more=GONE, num=(1, 0)), p("乙", num=(1, 0)),
                p(gone, more=GONE, num=(1, 0)), numbering=CHINESE)  # fmt: skip
    assert lines(word) == ["一、甲", "二、乙"]


def test_a_text_box_takes_nothing_of_the_paragraph_around(read):
    word = read(p("上", box(p("框")), more=GONE), p("下"))
    assert lines(word) == ["上下", "框"]


def choice(requires, one, other, space=""):
    return (f'<mc:AlternateContent><mc:Choice {space} Requires="{requires}">{one}</mc:Choice>'
            f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>")


def test_of_alternates_the_one_that_word_shows(read):
    unknown = 'xmlns:zz="urn:zz"'
    nested = choice("wps", choice("zz", run("子"), run("丑"), unknown), run("寅"))
    word = read(p(choice("wps", run("甲"), run("乙"))), p(choice("zz", run("丙"), run("丁"), unknown)), p(nested),
                choice("zz", p("戊"), p("己"), unknown), p(choice("wps", "<w:drawing/>", run("庚"))))  # fmt: skip
    assert lines(word) == ["甲", "丁", "丑", "己", "庚"]


def test_a_wrapper_that_is_to_be_looked_through(tmp_path):
    made = parts('<zz:wrap>' + p("甲") + "</zz:wrap>", p("乙"))
    made["word/document.xml"] = made["word/document.xml"].replace(
        "<w:document ", '<w:document xmlns:zz="urn:zz" mc:Ignorable="zz" mc:ProcessContent="zz:wrap" ')
    assert lines(read_word(save(tmp_path / "a.docx", made))) == ["甲", "乙"]


def test_several_bodies_are_all_read(tmp_path):
    made = parts(p("甲"))
    made["word/document.xml"] = made["word/document.xml"].replace("</w:body>", f"</w:body><w:body>{p('乙')}</w:body>")
    assert lines(read_word(save(tmp_path / "a.docx", made))) == ["甲", "乙"]


def taking_in(tmp_path, name, data):
    link = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="{name}"/>'
    made = parts(p("前"), '<w:altChunk r:id="c1"/>', p("后"), links=link, files={f"word/{name}": data})
    return read_word(save(tmp_path / "a.docx", made))


def test_documents_that_are_taken_in(tmp_path):
    inner = save(tmp_path / "in.docx", parts(p("甲", num=(1, 0)), p("乙", num=(1, 0)), numbering=CHINESE)).read_bytes()
    for name, data, expected in [("c.docx", inner, ["一、甲", "二、乙"]),
                                 ("c.htm", "<p>甲</p><p>乙</p>".encode(), ["甲", "乙"]),
                                 ("c.txt", "甲\n乙".encode(), ["甲", "乙"])]:  # fmt: skip
        word = taking_in(tmp_path, name, data)
        assert lines(word) == ["前", *expected, "后"]
        assert rules(word) == {"word-chunk": f"并入的文档 1 个，其中文字已按正文收入，请核对：{name}"}


def test_a_document_that_takes_in_itself_ends(tmp_path):
    link = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="c.docx"/>'
    data = b""
    for _ in range(6):
        made = parts(p("层"), '<w:altChunk r:id="c1"/>', links=link, files={"word/c.docx": data or b"PK"})
        data = save(tmp_path / "in.docx", made).read_bytes()
    word = read_word(tmp_path / "in.docx")
    assert lines(word) == ["层"] * 4 and "层数太多" in rules(word)["word-elsewhere"]


def test_what_stands_in_other_files_is_said(tmp_path):
    link = (f'<Relationship Id="s1" Type="{OFFICE}/subDocument" Target="分报告.docx" TargetMode="External"/>'
            f'<Relationship Id="o1" Type="{OFFICE}/package" Target="embeddings/附表.xlsx"/>')
    ole = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="o1"/></w:object></w:r>'
    made = parts(p("前", '<w:subDoc r:id="s1"/>'), p("后", ole), links=link)
    word = read_word(save(tmp_path / "a.docx", made))
    assert lines(word) == ["前", "后"]
    assert "子文档 分报告.docx" in rules(word)["word-elsewhere"]
    assert "Excel.Sheet.12 附表.xlsx" in rules(word)["word-embedded"]


def test_text_set_in_a_symbol_font(read):
    def font(name, text):
        return run(text, f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>')

    styles = '<w:style w:type="character" w:styleId="T"><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr></w:style>'
    word = read(p(font("Wingdings 2", "R"), "是 ", font("Wingdings 2", "£"), "否"), p(font("Symbol", "a³ 0")),
                p(run("k", '<w:rStyle w:val="T"/>'), "学习"), p(font("Wingdings", "þ学")), p(font("Arial", "R")),
                styles=styles)  # fmt: skip
    assert lines(word) == ["☑是 ☐否", "α≥ 0", "②学习", "☑学", "R"]


def test_running_heads_are_said_and_page_numbers_are_not(read):
    word = read(p("正文"), hdr=p("内部资料 注意保存"), ftr=p("第 1 页 共 3 页"))
    assert rules(word) == {"word-header": "页眉、页脚的文字 1 处，没有收入：内部资料 注意保存"}


def test_notes_that_refer_to_themselves_end(read):
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    word = read(p("甲", reference), footnotes=f'<w:footnote w:id="7">{p("见", reference)}</w:footnote>')
    assert lines(word) == ["甲〔注1〕", "〔注1〕见〔注2〕"]


def test_content_controls_at_every_level(read):
    def control(inside, properties=""):
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    word = read(control(p("甲") + control(p("乙"))), p("丙", control(run("丁") + control(run("戊")))),
                p(control(run("点此填写"), "<w:showingPlcHdr/>")))  # fmt: skip
    assert lines(word) == ["甲", "乙", "丙丁戊", "点此填写"]
    assert rules(word)["word-prompt"].endswith("：点此填写")


def test_a_sign_of_an_ordinary_font_is_itself(read):
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    box, tick, dot = sign.format("MS Gothic", "2612"), sign.format("Wingdings", "FE"), sign.format("Symbol", "F0B7")
    word = read(p(box, "是", tick, "否", dot))
    assert lines(word) == ["☒是☑否•"]


def test_a_document_that_is_taken_in_and_missing_is_said(read):
    word = read(p("前"), '<w:altChunk r:id="none"/>', p("后"))
    assert lines(word) == ["前", "后"] and "word-elsewhere" in rules(word)


def test_a_large_first_letter_belongs_to_its_paragraph(read):
    frame = '<w:framePr w:dropCap="{}" w:lines="3" w:wrap="around"/>'
    word = read(p("学", more=frame.format("drop")), p("习不够深入。"), p("作", more=frame.format("margin")),
                p("风不够实。"), p("单位（盖章）", more=frame.format("none")), p("另起一段。"))  # fmt: skip
    assert lines(word) == ["学习不够深入。", "作风不够实。", "单位（盖章）", "另起一段。"] and not rules(word)


def test_a_hyphen_that_never_wraps_is_seen_by_reader_and_proof_alike(read):
    hyphen = "<w:r><w:noBreakHyphen/></w:r>"
    word = read(p("三", hyphen, "五年办结，电话 0", hyphen, "1。"))
    assert lines(word) == ["三-五年办结，电话 0-1。"] and not rules(word)
    assert "三-五年办结，电话 0-1。" in word.stories[0].paragraphs
