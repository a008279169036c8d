"""What an import tells of passages that a document has in common with others."""

from intake_texts import OTHER, VOCABULARY, run, text_of
from review.intake.copied import commons
from review.intake.preview import document_lines
from review.read.structure.document import read_document

PASSAGE = (
    "去年交办的二十六件事里有九件拖到年底才动手，问起来总说人手不够，其实是没有排进日程。"
    "分管的三个科室各报各的数，到了汇总那天才发现口径对不上，只好连夜返工。"
)


def test_a_passage_in_common_is_told_in_the_preview(root, inbox):
    (inbox / "a.txt").write_text(text_of(more=PASSAGE), "utf-8")
    (first,) = run(root, inbox)
    assert first.written and not first.copied
    text = OTHER.format(title="统计局局长2025年度民主生活会对照检查材料")
    (inbox / "b.txt").write_text(text.replace("笔记", PASSAGE + "笔记"), "utf-8")
    made = {outcome.source.rpartition("/")[2]: outcome for outcome in run(root, inbox)}
    assert made["a.txt"].status == "same" and not made["a.txt"].copied
    (told,) = made["b.txt"].copied
    assert f"（{first.path}）有 " in told and any(f"雷同      {told}" in line for line in document_lines(made["b.txt"]))


def test_of_many_that_are_alike_the_likest_are_told(monkeypatch):
    """The work must not grow with the square of a batch."""
    texts = {"part.txt": text_of(more=PASSAGE), "like.txt": f"{OTHER}{PASSAGE}", "whole.txt": f"又记：{OTHER}{PASSAGE}"}
    documents = {name: read_document(text, name) for name, text in texts.items()}
    assert [other.other for other in commons(documents, {}, VOCABULARY)["whole.txt"]] == ["like.txt", "part.txt"]
    monkeypatch.setattr("review.intake.copied._LIKELIEST", 1)
    assert [other.other for other in commons(documents, {}, VOCABULARY)["whole.txt"]] == ["like.txt"]
