"""Whether a document is a review material at all, and if not, why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.model import Document, Heading, Item, Paragraph, Problem
from review.read.text.folding import squeeze
from review.read.text.placeholders import placeholders

_REVIEW = re.compile(
    r"对照检查|剖析|检视|党性分析|自我检查|自查|发言提纲|查摆|自我批评|对照材料|(问题|整改)清单|生活会.*(检查|发言)"
)
_OTHER_FORMS = (
    ("讲话稿", re.compile(r"讲话|致辞|主持词|点评|党课|辅导报告|总结讲话")),
    (
        "写作指导",
        re.compile(
            r"如何|怎[么样]|撰写|写作|写法|注意事项|指南|指导(?![组员中科处站所办室部委局])|技巧|几点建议|常见问题"
        ),
    ),
    ("工作报告或总结", re.compile(r"总结|(情况|工作|整改).{0,6}(报告|汇报|通报)|述职|简报|纪要|记录$|经验|调研")),
    ("通知或方案", re.compile(r"通知|方案|意见$|办法$|规定$|制度$|规则$|细则$|函$|议程|安排$")),
    ("新闻", re.compile(r"(召开|开好).*(会|会议)$|^(本报|.{2,6})讯[( ]|新闻|^快讯")),
    ("文章", re.compile(r"心得|体会|感悟|思考|浅谈|浅析|浅议|试论|对策$|评论|倡议|征文|论文")),
)
_REPORT = re.compile(r"(整改.{0,8}|召开|开展)情况.{0,4}(报告|汇报|通报|总结)")
"""A report also where what it reports on is a review."""
_SPOKEN = re.compile(r"(讲|谈|提)(以下)?(几|[一二两三四五])点(意见|要求|希望|看法)")
_ADDRESSED = re.compile(r"同志们[,:!]|谢谢大家|我就讲(这些|到这)")
_ANNOUNCED = re.compile(r"(检查|剖析|检视).{0,8}如下")
_DEMAND = re.compile(r"(我们|大家|各级|各单位)?(一定)?(要|应|必须|务必)")
_REPORTED = re.compile(r"(特此|专此)(报告|汇报)|现将.{0,40}(总结|汇报)如下")
_ADVICE = re.compile(
    r"怎么写|写法|写清|写出|写明|要写|不要写|字数|篇幅|开头|结尾|动笔|范文|例文|句式"
)
_ADVICE_OR_TRADE = re.compile(rf"{_ADVICE.pattern}|撰写|素材|文稿|起草|执笔")
"""The last are also what an office does all day, and finds wanting."""
_ADVICE_PER_THOUSAND = 4
_SELF = re.compile(r"我(?!国|党)|本人|班子|自己|自身|本(单位|支部|部门|局)")
_SELF_EVERY = 800
_WANTING = re.compile(r"[不没未缺欠弱偏松差慢浅漏迟怕只少难拖乏粗虚空散软断]|有时|停留|流于|有限")
_ACHIEVED = re.compile(
    r"做到了|取得了?|成效|满意率|全覆盖|办结|圆满|好评|打下.{0,6}基础|百分之(百|九)|得到.{0,6}提升|焕然一新|扎实推进|有力"
)
_PROMPT = re.compile(
    r"填写|结合.{0,8}实际(情况)?[,、]?[查写谈填列]|此处|不少于|[字条]以内|字左右|列举|请(在|从|按|简|逐|对照|围绕)|可以?从|模板|提示"
    r"|说明:|例如可"
)
_BRACKETED = re.compile(r"[【〔\[（(<][^。]*[】〕\]）)>]")
_FILLER = re.compile(r"[….·\-—_*×xX\s，。；：、！？（）()【】\[\]〔〕“”《》]+")
_COMMENT = re.compile(r"<!--[^>]*-->")
_FILLED_AT_LEAST = 0.25
_PROSE_AT_LEAST = 12
_PROSE_ENOUGH = 300


def refusal(document: Document) -> str | None:
    """The reason why `document` is no review material; None where it is one."""
    named = bool(document.title and _REVIEW.search(squeeze(document.title)))
    if not named and not any(s.kind in ("problems", "causes", "measures") for s in document.sections):
        return "没有找到问题、原因或整改措施"
    return _other_form(document, named) or _empty(document) or (None if named else _no_self_review(document))


def _other_form(document: Document, named: bool) -> str | None:
    """Another genre, told from its headline, or from how it addresses its readers."""
    for line in _headlines(document):
        for form, words in _OTHER_FORMS:
            if words.search(line) and (not named or form == "写作指导" or _REPORT.search(line)):
                return f"这是{form}：“{line[:30]}”"
    text = squeeze(_text(document))
    advice = (_ADVICE if named else _ADVICE_OR_TRADE).findall(text)
    if len(advice) > 3 and len(advice) * 1000 > len(text) * _ADVICE_PER_THOUSAND:
        return f"这是写作指导：文中多处教人怎么写（{'、'.join(dict.fromkeys(advice[:4]))}）"
    if named:
        return None
    head = squeeze("".join(p.text for p in document.preamble))
    if _SPOKEN.search(head):
        return "这是讲话稿：开头说要讲几点意见"
    spoken = _ADDRESSED.search(text)
    if spoken and not _ANNOUNCED.search(text):
        return f"这是讲话稿：“{spoken.group()}”"
    if reported := _REPORTED.search(text):
        return f"这是工作报告或总结：“{reported.group()[:30]}”"
    return None


def _headlines(document: Document) -> Iterator[str]:
    """The title; without one, every short line before the first section."""
    if document.title:
        yield squeeze(document.title)
        return
    for line in (*document.front, *document.preamble):
        text = squeeze(line.text).lstrip("#")
        if 4 <= len(text) <= 50 and not re.search(r"[。;!?,]|:$", text):
            yield text


def _empty(document: Document) -> str | None:
    """An outline or a template with nothing filled in."""
    filled = asked = 0
    for text in _prose(document):
        written = text
        for _, found in reversed(placeholders(text)):
            written = written.replace(found, "", 1)
        if _PROMPT.search(squeeze(written)) or _BRACKETED.fullmatch(written.strip()):
            asked += len(written)
            continue
        asked += len(text) - len(written)
        filled += len(_FILLER.sub("", written)) if "…" not in written else 0
        if filled > _PROSE_ENOUGH:
            return None
    if filled < _PROSE_AT_LEAST or filled < (filled + asked) * _FILLED_AT_LEAST:
        return "这是空白提纲或模板：各部分下面没有填写内容"
    return None


def _no_self_review(document: Document) -> str | None:
    """Without a title that says so, a review is one that finds its own writer wanting."""
    text = squeeze(_text(document))
    if len(_SELF.findall(text)) <= len(text) // _SELF_EVERY:
        return "看不出是谁在检查自己：全文没有“我”“本人”“班子”"
    problems = [squeeze(p.text) for p in document.problems]
    if len(problems) > 1 and not any(_WANTING.search(squeeze(p.opening)) for p in document.problems):
        return "列出的是做法，不是问题"
    achieved = sum(len(_ACHIEVED.findall(p)) > len(_WANTING.findall(p)) for p in problems)
    if achieved * 2 > len(problems):
        return "列出的是成绩和做法，不是问题"
    if sum(bool(_DEMAND.match(p)) for p in problems) * 2 > len(problems):
        return "列出的是要求，不是问题"
    return None


def _prose(document: Document) -> Iterator[str]:
    """What is written below the names of sections and headings. Causes and measures may be named in an outline."""
    if not document.sections:
        yield from (p.text for p in document.preamble)
    for section in document.sections:
        for entry in section.content:
            yield from _texts(entry)


def _texts(entry: Paragraph | Heading | Item) -> Iterator[str]:
    if isinstance(entry, Heading):
        for inner in entry.content:
            yield from _texts(inner)
    elif isinstance(entry, Item):
        yield from (entry.rest, *entry.paragraphs)
        if isinstance(entry, Problem):
            yield entry.opening
    else:
        yield entry.text


def _text(document: Document) -> str:
    return _COMMENT.sub("", "\n".join((*(p.text for p in document.preamble), *_prose(document))))
