"""Pictures in Word files: kept without what tells of their maker, or refused."""


import pytest

from review.read.word import read_word
from word.make import OFFICE, lines, p, parts, picture, rules, save


def with_picture(target, data=b"", mode=""):
    blip = '<w:r><w:drawing><a:blip r:embed="i1"/></w:drawing></w:r>'
    return parts(p("前", blip), p("后"), files={f"word/{target}": data} if data else {},
                 links=f'<Relationship Id="i1" Type="{OFFICE}/image" Target="{target}"{mode}/>')  # fmt: skip


def test_a_picture_is_kept_without_its_makers_details(tmp_path):
    word = read_word(save(tmp_path / "a.docx", with_picture("media/x.emf", picture())))
    assert lines(word) == ["前", "〔图1〕", "后"]
    assert [kept.name for kept in word.pictures] == ["图1.png"]
    assert b"SECRET" not in word.pictures[0].data and b"IDAT" in word.pictures[0].data


@pytest.mark.parametrize("target, data, mode, reason", [
    ("media/x.png", b"<svg onload='x'/>", "", "格式不能在网页上显示"),
    ("media/x.emf", b"\x01\0\0\0EMF", "", "emf 格式不能在网页上显示"),
    ("http://198.51.100.1/x.png", b"", ' TargetMode="External"', "不去取"),
    ("../../etc/passwd", b"", "", "缺少"),
])  # fmt: skip
def test_D2_pictures_refused(tmp_path, target, data, mode, reason):
    word = read_word(save(tmp_path / "a.docx", with_picture(target, data, mode)))
    assert lines(word) == ["前", "后"] and not word.pictures
    assert reason in rules(word)["word-refused"]
