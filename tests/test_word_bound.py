"""Content controls that are bound to data: what stands in the text against what Word shows when it opens the file."""

import pytest

from word.make import HEAD, OFFICE, lines, p, relations, rules, run

ID = "{A0000000-0000-0000-0000-000000000001}"
CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
LIST = '<w:dropDownList><w:listItem w:displayText="已完成" w:value="1"/></w:dropDownList>'


def control(shown, path="/d:data[1]/d:unit[1]", id=ID, more=""):
    binding = f'<w:dataBinding w:prefixMappings="xmlns:d=\'urn:d\'" w:xpath="{path}" w:storeItemID="{id}"/>'
    return f"<w:sdt><w:sdtPr>{more}{binding}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"


def files(data, properties=None):
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    own = f'<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{ID.lower()}"/>'
    return {
        "customXml/item1.xml": f'{HEAD}<data xmlns="urn:d">{data}</data>',
        "customXml/itemProps1.xml": HEAD + (properties or own),
        "customXml/_rels/item1.xml.rels": relations(
            f'<Relationship Id="r1" Type="{OFFICE}/customXmlProps" Target="itemProps1.xml"/>'),
    }  # fmt: skip


LINKS = f'<Relationship Id="c1" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'


@pytest.mark.parametrize("shown, data, more", [
    ("民政局", "<unit>财政局</unit>", ""), ("民政局", "<unit/>", ""), ("推进中", "<unit>1</unit>", LIST),
    ("点此填写", "<unit>财政局</unit>", "<w:showingPlcHdr/>"),
])  # fmt: skip
def test_text_that_is_not_the_data_is_told(read, shown, data, more):
    word = read(p("单位：", control(shown, more=more)), links=LINKS, files=files(data))
    assert lines(word) == [f"单位：{shown}"]
    assert f"“{shown}”，数据是“" in rules(word)["word-bound"]


@pytest.mark.parametrize("shown, data, more", [
    ("民政局", "<unit>民政局\n</unit>", ""), ("已完成", "<unit>1</unit>", LIST), ("民政局", "", ""),
    ("民政局", "<unit><x/></unit>", ""), ("2026年1月", "<unit>2026-01-01T00:00:00</unit>", "<w:date/>"),
])  # fmt: skip
def test_text_that_is_the_data_is_not(read, shown, data, more):
    word = read(p("单位：", control(shown, more=more)), links=LINKS, files=files(data))
    assert "word-bound" not in rules(word)


def test_properties_of_the_document_are_data_too(read):
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    roots = (f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
             f'<Relationship Id="r2" Type="{kind}" Target="docProps/core.xml"/>')
    made = {"_rels/.rels": relations(roots), "docProps/core.xml": '<p xmlns="urn:d"><title>新题</title></p>'}
    word = read(p(control("旧题", "/d:p[1]/d:title[1]", CORE)), files=made)
    assert "“旧题”，数据是“新题”" in rules(word)["word-bound"]


@pytest.mark.parametrize("path", ["//d:unit", "/d:data[1]/d:unit[count(//*)]", "/x:data", "((", ""])
def test_other_expressions_are_no_places(read, path):
    word = read(p(control("民政局", path)), links=LINKS, files=files("<unit>财政局</unit>"))
    assert "word-bound" not in rules(word)


def test_data_that_is_not_sound_is_none(read):
    assert lines(read(p(control("民政局")), links=LINKS, files=files("<unit>财政局"))) == ["民政局"]
    assert lines(read(p(control("民政局")), links=LINKS, files=files("<unit/>", "<broken"))) == ["民政局"]
