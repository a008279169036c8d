"""A Word file that bears a classified mark outside its body is not imported. FAULTS I7."""

import docx
import pytest
from docx.oxml import parse_xml

from review.intake.source import SourceError, read_source
from word.make import SPACES

BOX = (
    f"<w:r {SPACES}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p><w:r>"
    "<w:t>{}</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)


def header(document, words):
    document.sections[0].header.paragraphs[0].text = words


def header_in_two_runs(document, words):
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run(words[:1])
    paragraph.add_run(words[1:]).bold = True


def first_header(document, words):
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = words


def footer(document, words):
    document.sections[0].footer.paragraphs[0].text = words


def box(document, words):
    document.paragraphs[0]._p.append(parse_xml(BOX.format(words)))


def box_in_a_header(document, words):
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(BOX.format(words)))


def title(document, words):
    document.core_properties.title = words


def keywords(document, words):
    document.core_properties.keywords = words


def comment(document, words):
    document.add_comment(document.paragraphs[0].runs, text=words, author="办公室")


PLACES = (header, header_in_two_runs, first_header, footer, box, box_in_a_header, title, keywords, comment)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("mark", ["机密", "秘密★1年", "【绝 密】", "密级：机\u200b密"])
def test_i7_a_mark_outside_the_body_of_a_word_file(tmp_path, place, mark):
    document = docx.Document()
    document.add_paragraph("投资促进局局长对照检查材料")
    document.save(tmp_path / "sound.docx")
    assert "对照检查" in read_source(tmp_path / "sound.docx").text
    place(document, mark)
    document.save(tmp_path / "marked.docx")
    with pytest.raises(SourceError, match="里有密级标志 [秘机绝]密★，没有导入"):
        read_source(tmp_path / "marked.docx")


@pytest.mark.parametrize("mark", ["涉密", "商业秘密", "【工作秘密】"])
@pytest.mark.parametrize("place", [header, first_header, footer, box], ids=lambda place: place.__name__)
def test_i7_a_mark_without_a_level_outside_the_body(tmp_path, place, mark):
    document = docx.Document()
    document.add_paragraph("投资促进局局长对照检查材料")
    place(document, mark)
    document.save(tmp_path / "marked.docx")
    with pytest.raises(SourceError, match=f"里有密级标志 {mark.strip('【】')}"):
        read_source(tmp_path / "marked.docx")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_words_of_secrecy_that_mark_nothing(tmp_path, place):
    document = docx.Document()
    document.add_paragraph("投资促进局局长对照检查材料")
    place(document, "保守秘密，妥善保管")
    document.save(tmp_path / "a.docx")
    assert "对照检查" in read_source(tmp_path / "a.docx").text
