"""Bytes to text: each usual encoding, several in one file, and what is said of bytes that are no text."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.intake.source import SourceError, read_source
from review.read.text.encodings import Undecodable, decode_bytes
from review.read.text.files import Refused, strict_text

TEXT = "一、存在的问题\n（一）在带头方面\n一是学习不深，调研不够。二是“四风”①……\n" * 3
TRADITIONAL = "一、存在的問題\n一是學習不深，調查研究不夠。二是為民服務意識淡薄，「四風」問題仍然存在。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, TRADITIONAL.replace("「", "“").replace("」", "”"), "学习abc\n"])
def test_simplified_and_traditional(encoding, text):
    assert decode_bytes(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("text", [TRADITIONAL, "對照檢查\n", "abc 1. 學習不夠，作風不實\n"])
def test_big5(encoding, text):
    found = decode_bytes(text.encode(encoding))
    assert (found.text, found.encoding) == (text, "Big5")


@pytest.mark.parametrize("encoding, name", [("hz", "HZ"), ("utf-7", "UTF-7")])
@pytest.mark.parametrize("text", [TEXT.replace("①", "1"), "学习不够\n", "报告 2025.12\n一是学习不深，A+B 类 3 项\n"])
def test_encodings_of_mail(encoding, name, text):
    found = decode_bytes(text.encode(encoding))
    assert (found.text, found.encoding) == (text, name)


@pytest.mark.parametrize("text", ["a + b = c\n", "C++ 和 +AGE-", "plain ~{ text ~}", "https://a.example/?q=+W2ZOYA-",
                                  "1+1-2", "+8613800000000"])  # fmt: skip
def test_what_only_looks_like_an_encoding_of_mail(text):
    assert (decode_bytes(text.encode()).text, decode_bytes(text.encode()).encoding) == (text, "UTF-8")


def test_gb18030_of_2022():
    """The bytes that the standards of 2005 and 2022 give a character, and that of 2000 a place of private use."""
    given = {
        "A6D9": "︐", "A6DA": "︒", "A6DB": "︑", "A6DC": "︓", "A6DD": "︔", "A6DE": "︕", "A6DF": "︖", "A6EC": "︗",
        "A6ED": "︘", "A6F3": "︙", "A8BC": "ḿ", "FE51": "𠂇", "FE52": "𠂉", "FE53": "𠃌", "FE59": "龴", "FE61": "龵",
        "FE66": "龶", "FE67": "龷", "FE6C": "𡗗", "FE6D": "龸", "FE76": "𢦏", "FE7E": "龹", "FE90": "龺", "FE91": "𤇾",
        "FEA0": "龻",
    }
    for bytes_, char in given.items():
        text = "学习不深入，" + char
        assert decode_bytes("学习不深入，".encode("gbk") + bytes.fromhex(bytes_)).text == text, bytes_


def test_what_stays_private_use_is_named(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_bytes("一是学习不深，".encode("gbk") + b"\xaa\xa1\n")
    assert any("自造字 U+E000" in note for note in read_source(path).notes)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("，。\n 1a"), min_size=8))
def test_D5_utf8_gives_the_text_back(text):
    assert decode_bytes(text.encode()).text == text


COMMON = "学习不够深入的问题和差距在工作中我们是有一些同志没有完成，。理论联系实际群众作风建设\n"


@settings(deadline=None)
@given(st.text(COMMON, min_size=8).filter(lambda text: text.strip("\n，。")))
def test_D5_common_words_in_gb18030_give_the_text_back(text):
    assert decode_bytes(text.encode("gb18030")).text == text


@pytest.mark.parametrize(("parts", "lines"), [
    ([(TEXT, "utf-8"), ("又加的一行。\n", "gbk")], "混用 UTF-8 和 GB18030（第 10 行是 GB18030）"),
    ([(TEXT, "gbk"), ("又加的一行，说明情况，请领导审阅。\n" * 2, "utf-8")], "（第 1–9 行是 GB18030）"),
    ([(TRADITIONAL, "big5"), (TEXT, "utf-8")], "混用 UTF-8 和 Big5（第 1–6 行是 Big5）"),
    ([("甲乙丙丁\n", "gbk"), (TEXT, "utf-8"), ("abc\n学习不够\n", "gbk")], "（第 1、12 行是 GB18030）"),
])
def test_a_mixed_text_is_read_line_by_line_and_named(parts, lines):
    found = decode_bytes(b"".join(text.encode(encoding) for text, encoding in parts))
    assert found.mixed and lines in found.encoding
    assert found.text == "".join(text for text, _ in parts)


@pytest.mark.parametrize(("data", "line", "said"), [
    (TEXT.encode() + "学习不".encode() + b"\xff\n", 10, ("UTF-8", "“学习不”之后", "FF")),
    (TEXT.encode()[:-2], 9, ("UTF-8", "第 9 行")),
    ((TEXT + "学习").encode("gbk") + b"\xff\xff\n" + TEXT.encode("gbk"), 10, ("GB18030", "“学习”之后", "FF")),
    (TEXT.encode("utf-16") + b"\x00\xd8", 1, ("UTF-16",)),
    (b"\x00\x01\x02" * 50, 1, ("二进制",)), (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, ("二进制",)),
    (codecs.BOM_UTF8 + TEXT.encode("gbk"), 1, ("UTF-8", "A1")),
    (TEXT.encode() + "学习不".encode() + b"\0\0\n" + TEXT.encode(), 10, ("UTF-8", "“学习不”之后", "00")),
    (TEXT.encode("gbk") + "学习不".encode("gbk") + b"\0\0\n" + TEXT.encode("gbk"), 10, ("GB18030", "00")),
    (TEXT.encode("utf-16-le") + b"\n", 10, ("UTF-16", "0A")),
])
def test_a_bad_byte_is_named_with_its_line_and_the_encoding_tried(data, line, said, tmp_path):
    with pytest.raises(Undecodable) as raised:
        decode_bytes(data)
    assert all(words in raised.value.reason for words in said), raised.value.reason
    if "二进制" not in said and "UTF-16" not in said:
        assert raised.value.line == line
    path = tmp_path / "甲.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=None if "二进制" in said else "另存为 UTF-8"):
        read_source(path)


@pytest.mark.parametrize("was, read_in", [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1")])
def test_a_text_that_was_read_in_another_encoding_and_saved_is_garbled(was, read_in, tmp_path):
    (path := tmp_path / "甲.txt").write_text(TEXT.encode(was).decode(read_in, "replace"), "utf-8")
    with pytest.raises(SourceError, match=f"是乱码：{was.upper()} 的文字.*找那之前的文件再导入$"):
        read_source(path)


@pytest.mark.parametrize("text", ["café, naïve: “élan”", "①②③ 3×4＝12", "прочитал книгу", "（学习）", "ÄÖÜ äöü ß"])
def test_what_is_rare_is_not_garbled(text):
    assert decode_bytes(text.encode()).text == text


@pytest.mark.parametrize(("data", "name"), [
    (TEXT.encode("gbk"), "GBK/GB18030"), (TRADITIONAL.encode("big5"), "Big5"), (TEXT.encode("utf-16"), "UTF-16"),
    (TEXT.encode() + "又加的一行。\n".encode("gbk"), "混用 UTF-8 和 GB18030"), (TEXT.encode() + b"\xff", "字节 FF"),
])
def test_a_library_names_what_a_file_is_instead_of_utf8(data, name):
    with pytest.raises(Refused) as raised:
        strict_text(data, "materials/甲.md")
    assert name in raised.value.finding.message
    assert raised.value.finding.at.line == data.count(b"\n", 0, _first_bad(data)) + 1


def _first_bad(data):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_named(data):
    try:
        found = decode_bytes(data)
    except Undecodable as error:
        assert error.reason and "\n" not in error.reason and error.line >= 1
    else:
        assert "\r" not in found.text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("zeros", [4, 7, 512])
def test_zero_bytes_at_the_end_of_a_file_are_no_text(codec, zeros):
    assert decode_bytes(TEXT.encode(codec) + b"\0" * (zeros + zeros % 2 * codec.startswith("utf-16"))).text == TEXT
