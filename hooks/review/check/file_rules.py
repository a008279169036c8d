"""The rules of files: what may lie in a library, what stands at their head, what must never be published."""

from __future__ import annotations

from review.check.rule import Rule

FILE_RULES = (
    # ---- files
    Rule(
        "encoding", "error", "编码不对",
        "材料和词表只能是 UTF-8 编码，不能有控制字符。记事本加的 BOM 和 Windows 换行可以有。"
        "GBK 文件请用 `review import` 导入，或另存为 UTF-8。",
        "materials/2021/甲.md 是 GBK 编码",
    ),
    Rule("empty-file", "error", "空文件", "文件里没有文字。不用的文件请删除。", "0 字节的 .md"),
    Rule(
        "too-large", "error", "文件过大",
        "一份材料不超过 200 KB、20,000 行，它的网页不超过 270 KB；通常只有 10 KB 左右，超出多半是放错了文件。"
        "确是材料的，把附件、名单删去，或拆成两份。", "5 MB 的 .md",
    ),
    Rule(
        "not-a-file", "error", "不是普通文件",
        "材料库里不能有符号链接、管道、设备，也不能有读不出来的文件。请放入文件本身。", "甲.md -> /etc/passwd",
    ),
    Rule(
        "file-name", "error", "文件名不可用",
        "文件名是网址的一部分，要在各种系统上都能用：不超过 80 字，没有 `< > \" | \\ : * ? # % &` 和看不见的字符，"
        "不以空格或点开头、结尾，不是 CON 一类的保留名，不是 index 或 README。",
        "正确：materials/2021/投资促进局-局长.md",
    ),
    Rule(
        "same-address", "error", "两份材料地址相同",
        "只差大小写或编码形式的两个文件名，在许多系统上是同一个文件，后一份会盖掉前一份。请改其中一个的名。",
        "甲A.md 与 甲a.md",
    ),
    Rule(
        "copied-file", "error", "副本或同步冲突的文件",
        "资源管理器、网盘、同步软件留下的副本，会成为这个单位的另一份材料，数目就错了，所以不收入。"
        "请与原来的一份比较，留一份；确是另一份材料的请改名。“甲 (2)”“甲-电脑名”在旁边有“甲”时才算。",
        "统计局-班子 - 副本.md、甲.sync-conflict-20260105-090000-ABCDEFG.md",
    ),
    Rule(
        "merge-conflict", "error", "合并冲突没有解决",
        "git 合并时两边改了同一处，文件里留着 `<<<<<<<`、`=======`、`>>>>>>>` 标记。请留下要用的文字，删去标记。",
        "<<<<<<< HEAD",
    ),
    Rule(
        "stray-file", "error", "放错地方的文件",
        "materials/ 只放 .md 材料，vocabulary/ 只放规定的几个词表；别的文件不会有人读到，请移走或导入。",
        "materials/2021/甲.docx",
    ),
    Rule(
        "word-broken", "error", "Word 文件读不出来",
        "文件损坏、加了密码、不是 Word 文件，或大得不合常理。请用 Word 打开另存一份 .docx。", "改名为 .docx 的图片",
    ),
    Rule(
        "several-documents", "warning", "一个文件里有几篇",
        "inspect 读第一篇完整的；`review import` 每篇各成一份材料。", "范文页：篇一 …… 篇二 ……",
    ),
    # ---- front matter and vocabulary
    Rule(
        "front-matter", "error", "元数据有误",
        "文件开头两行 `---` 之间是元数据。键和值都是规定好的：多余的、缺少的、重复的、写法不对的都不接受，"
        "因为元数据丢了，材料就会进错地方。",
        "正确：date: 2022-01-10",
    ),
    Rule(
        "visibility", "error", "可见范围有误",
        "每份材料必须写明 visibility：draft（草稿，不发布）、internal（内部）或 restricted（限定范围），一字不差。"
        "写错、留空都不发布。",
        "正确：visibility: internal",
    ),
    Rule(
        "unknown-campaign", "error", "没有这个活动",
        "campaign 应是 vocabulary/campaigns.yml 里的 id。新的活动请先加到那里。", "正确：campaign: 2021-dangshi",
    ),
    Rule(
        "unknown-unit", "error", "没有这个单位",
        "unit 应是 vocabulary/units.yml 里的名称、别名或 id。新的单位或叫法请先加到那里。", "正确：unit: 投资促进局",
    ),
    Rule(
        "unknown-type", "error", "没有这个问题类型",
        "problems 里的 type 应是 vocabulary/problems.yml 里问题类型的 id。", "正确：type: theory-shallow",
    ),
    Rule(
        "vocabulary", "error", "词表有误",
        "词表按规定的键书写；id 只用小写字母、数字和连字符；id、名称、别名各不重复；"
        "一个活动之内，一条 phrases 只能指向一个方面。",
        "正确：- {id: tzcjj, name: 投资促进局, group: 政府部门, aliases: [投促局]}",
    ),
    Rule(
        "override-nowhere", "error", "更正没有对象",
        "problems 里更正的问题，或更正所指的根源、措施，正文里没有，更正会落空。"
        "编号照正文：2.1 是第二个方面的第一个问题。",
        "problems: {7.1: {type: theory-shallow}}，而正文只有五个方面",
    ),
    Rule(
        "ledger-nowhere", "error", "台账没有对象",
        "measures 里登记的措施，正文里没有，这一条台账会落空。编号照正文的整改措施。",
        "measures: {9: {…}}，而正文只有三条措施",
    ),
    Rule(
        "broken-link", "error", "链接落空",
        "站内的链接指向没有的页面、文件或位置。请改成相对路径的 .md 文件，位置写在 # 后。生成网站时检查。",
        "[怎么改](editing.md#fix)，而 editing.md 没有 fix",
    ),
    Rule(
        "unsafe-link", "error", "不允许的链接",
        "docs/ 的页面里，链接只能是站内的或 http、https、mailto；图片只能取自站内。"
        "`javascript:`、`data:` 和站外图片都不接受，因为内网的读者取不到，也不该去取。",
        "![图](https://example.org/a.png)",
    ),
    Rule(
        "hidden-link", "error", "链接到限定范围的材料",
        "docs/ 的页面人人能看，只能指向 internal 材料；指向 restricted 或 draft 材料的链接会泄露它的题目。请去掉。",
        "docs/guide/index.md 里的 [某局](../materials/2025/某局-班子.md)，而它是 restricted",
    ),
    Rule(
        "moved", "error", "搬家登记有误",
        "moved.yml 一行一条“旧地址: 新地址”，有意撤下的写 无。旧地址不能还有页面，新地址必须有。",
        "正确：materials/2024/旧文件名: materials/2024/新文件名",
    ),
    Rule(
        "moved-hidden", "warning", "搬到了看不见的地方",
        "moved.yml 里的新地址不在这一版的读者范围里，旧地址就不留指路页，只当作有意撤下。", "新地址是 restricted 材料",
    ),
    Rule(
        "picture", "error", "图片不能用",
        "图片只能是 png、jpg、gif、webp，内容要与扩展名相符。SVG 和网页文件里可以藏脚本，不接受。", "图1.svg",
    ),
    Rule(
        "picture-unused", "warning", "图片没有用上",
        "图片放在 pictures/ 加材料的路径之下，材料里用单独一段〔图1〕指明位置，可以加说明：〔图1：整改后的大厅〕。"
        "没有指明的图片不发布。",
        "pictures/2021/投资促进局-局长/图2.png，而正文只有〔图1〕",
    ),
    Rule(
        "exception-unused", "warning", "例外没有用上",
        "vocabulary/exceptions.yml 里的这一条，在它说的文件里没有对应的号码。号码删去以后，例外也请删去。",
        "path: materials/2021/甲.md，而甲.md 里没有号码",
    ),
    # ---- what must never be published
    Rule(
        "identity-number", "error", "身份证号码",
        "有校验码正确的身份证号码，不能发布。请删去或遮住。确可公开的，由负责人在 vocabulary/exceptions.yml 登记例外。",
        "110101************",
    ),
    Rule(
        "identity-15", "warning", "疑似 15 位身份证号码",
        "像是一代身份证的 15 位号码。它没有校验码，也可能是别的编号，所以只提醒；是身份证号码的请删去或遮住。",
        "110101*********",
    ),
    Rule(
        "mobile-number", "error", "手机号码",
        "有手机号码，不能发布。请删去或遮住；确可公开的（如值班电话）登记例外。", "138********",
    ),
    Rule(
        "bank-card", "error", "银行卡号",
        "有银行卡号，不能发布。请删去或遮住；确可公开的登记例外。", "622202*************",
    ),
    Rule(
        "classified-mark", "error", "密级标志",
        "有密级标志，任何范围都不能发布，没有例外。请按保密规定处理这份文件。", "“机密”后面带五角星和年限",
    ),
    Rule(
        "undecided", "warning", "草稿里有待定的项",
        "导入时不能确定的项写作“待定”，请补上；行末的注释是推测，不作数。补全之前这份草稿不参加任何汇总，也不能发布。",
        "date: 待定",
    ),
)
