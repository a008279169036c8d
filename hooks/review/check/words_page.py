"""The page of the docs that shows the words by which a document is read."""

from __future__ import annotations

import re

from review.model import Page
from review.read.structure.doubts import UNSURE, UNSURE_OF_KIND
from review.read.structure.verdict import ASKED, TAKEN
from review.read.structure.words import WordList, word_lists

SOURCE = "guide/words.md"
_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")
"""What Markdown or HTML could act on."""
_HARD = {"<", "`"}
_SHOWN = 12
"""Words of a list that the page shows; all stand in the file."""


def words_page() -> Page:
    """The page of the docs made from vocabulary/reader.yml."""
    parts = [
        "# 阅读用的词",
        "系统读一份材料，先在每个可能的序号前切开，再给整篇的每一种读法打分：序号真不真、号接不接得上、"
        "名称说的是哪一种部分、条目说的是不足还是要做的事、层次合不合常规，都有一个分数，加起来最高的就是读法。"
        "凭的词全在 `vocabulary/reader.yml`，下面逐组列出，各有例子和不算的例子，测试保证没有一个词是多余的。",
        f"一处的读法比次优的只强不到 {UNSURE:g} 分（拿不准的只是哪一种，则不到 {UNSURE_OF_KIND:g} 分），"
        "就提醒“没有把握”，请人看一眼。像不像材料另外打分："
        f"{TAKEN:g} 分以上收入，{ASKED:g} 分以下不收，中间的要人定。各项分数用 `review inspect 文件 --why` 看。",
    ]
    parts += [_list(words) for words in word_lists().values()]
    text = "\n\n".join(parts) + "\n"
    return Page(src_uri=SOURCE, write=lambda: text)


def _list(words: WordList) -> str:
    shown = "、".join(map(_code, words.words[:_SHOWN])) + ("……" if len(words.words) > _SHOWN else "")
    examples = "、".join(f"“{text}”" for text in words.examples[:3])
    counter = "、".join(f"“{text}”" for text in words.counter[:3])
    head = f"## `{words.name}` {{ #{words.name} }}\n\n{words.why}\n\n"
    return f"{head}- 词：{shown}\n- 算：{_plain(examples)}\n- 不算：{_plain(counter)}"


def _code(text: str) -> str:
    """Inline code that shows the text exactly. HTML's parser looks into code as well, and stops at a `<![`."""
    return f"<code>{_ACTIVE.sub(lambda sign: f'&#{ord(sign[0])};', text)}</code>" if _HARD & {*text} else f"`{text}`"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|" else sign for sign in text)
