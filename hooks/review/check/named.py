"""A person's name where documents put their author's: in the title, in a line below it, and in the signature.

Only posts are written there (docs/guide/editing.md); what stands there is shown in every list that has the title. Names
elsewhere in a text are not looked for: privacy.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from review.check.rules import finding
from review.model import Document, Finding

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖金韦贾"
    "夏付邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃钱戴莫孔汤温庞樊兰殷施洪翟倪严牛俞章鲁葛毕聂焦祝柯阮纪梅骆欧耿"
)
"""The most frequent that hardly begin another word that stands where a name does; the seldom ones are missed."""
_NAME = (
    rf"(?P<name>(?!谢谢|.某)(?:欧阳|上官|司马|诸葛|[{SURNAMES}])"
    r"(?:[\u4e00-\u9fff]{1,2}|[ \u3000]{1,4}[\u4e00-\u9fff]))"
)
_POST = r"(?:长|书记|主任|主席|部长|专员|调研员|委员|成员|职工|干部|党员)"
_LABEL = r"(?:述责|述职|汇报|报告|检查|剖析|发言|撰稿|执笔)?人|姓[ \u3000]*名|签[ \u3000]*[名字]"
_APART = re.compile(rf"(?:^|关于|[^\u4e00-\u9fff]){_NAME}(?:同志|[ \u3000]{{1,4}}(?:\d|个人|对照)|$)")
_BEHIND_A_POST = re.compile(rf"{_POST}{_NAME}(?:同志|[ \u3000（(]|\d)")
_LINE = re.compile(rf"(?:.{{0,30}}(?:{_POST}|(?:{_LABEL})[ \u3000]{{0,4}}[:：]))?[ \u3000:：]{{0,8}}{_NAME}(?:同志)?")
_OFFICE = re.compile("(?:[局镇区县市省部委办会院所处科道乡村街校厅组室]|中心|支部|单位|公司)$")
"""How the name of an office ends: 江北区, 金融办."""
_SHORT, _CLOSING = 40, 4
"""Characters of a line that has nothing but whose it is, and how many lines a signature may have."""


def check_named(document: Document, lines: Sequence[str], path: str) -> Iterator[Finding]:
    """Lines of the title, below it and of the signature that seem to name a person, whose given name is masked.

    `lines` are all of the document; its last may be read as part of a measure.
    """
    if document.title and document.title_at:
        found = _APART.search(document.title) or _BEHIND_A_POST.search(document.title)
        yield from _named(found, document.title_at.line, path)
    below = {paragraph.at.line: paragraph.text for paragraph in document.preamble}
    for line, text in sorted((below | _closing(lines, document.first_line)).items()):
        if len(text := text.strip()) <= _SHORT:
            yield from _named(_LINE.fullmatch(text), line, path)


def _closing(lines: Sequence[str], first: int) -> dict[int, str]:
    """The last lines that are not blank, by number; not of a document that has hardly more."""
    said = [(number, text) for number, text in enumerate(lines, first) if text.strip()]
    return dict(said[max(_CLOSING, len(said) - _CLOSING) :])


def _named(found: re.Match[str] | None, line: int, path: str) -> Iterator[Finding]:
    if found and not _OFFICE.search(found["name"]):
        shown = f"{found['name'][0]}××"
        message = f"像是写着姓名（{shown}），会照样登出；这里只写职务，请把姓名删去或遮住。"
        yield finding("person-named", message, path, line)
