"""The rules of the document: its sections, headings and ordinals, what is left to fill in, how its parts match."""

from __future__ import annotations

from review.check.rule import Rule

DOCUMENT_RULES = (
    Rule(
        "unusual", "warning", "整篇读法没有把握",
        "这一份的写法少见：读作各部分、各条的凭据少，或说到了原因、措施却没有读出，或问题不像问题。说明里写了是哪几样。"
        "这样的材料多半有几处读错，请用 review inspect 对照原文看一遍：不对，在元数据的 reading 里写明；"
        "都对，在 seen 里记一条。",
        "整篇用“头一个、第二个”分条，没有一行写明是问题还是原因",
    ),
    Rule(
        "uncertain", "warning", "读法没有把握",
        "这一段两种读法不相上下，说明里写了各凭什么。请看一眼：对就不用改；不对，在元数据的 reading 里写明它是什么，"
        "at 是它的开头几个字。这类提醒排在最前，错的多半在这里。",
        "reading: [{at: 二是联系群众不够, as: problem}]",
    ),
    Rule(
        "reading-nowhere", "error", "读法的更正没有对象",
        "元数据 reading 里的 at，应是正文里一段的开头几个字，只合一处或写明第几处（nth）；不然更正就落空。",
        "at: 一是，而正文有十段以“一是”开头",
    ),
    Rule(
        "too-many-ordinals", "warning", "序号太多",
        "一份材料里的序号不超过 20,000 个，后面的当作正文，不再分条。通常只有一二百个，超出多半是放错了文件。",
        "几百份材料连成的一个文件",
    ),
    Rule(
        "not-a-material", "warning", "不像对照检查材料",
        "从标题、口气、说的是谁、条目说的是什么来看，这不是对照检查材料，像是讲话、范文、总结或空白模板。"
        "放在库里的仍照读出的结构显示和汇总，不该收的请移出去，或改为 visibility: draft。",
        "主题教育总结报告",
    ),
    Rule(
        "perhaps-no-material", "warning", "拿不准是不是材料",
        "有的地方像对照检查材料，有的地方不像，说明里写了凭什么。是材料就在元数据的 reading 里写明 as: material。",
        "没有标题、没有说是谁的问题清单",
    ),
    Rule(
        "no-marked-items", "warning", "部分里没有标明的条目",
        "问题、原因或措施部分里没有一条用“一是”“1.”等标出，全是整段的话，所以数目是零。"
        "请加上序号；或在元数据的 reading 里写明哪几段是条目。",
        "二、原因分析。主要是学习不够，想得不深。",
    ),
    Rule(
        "no-title", "warning", "正文没有标题",
        "正文开头应有一行标题，写明是谁的什么材料。找不到时不会编造。", "正确：# 投资促进局局长对照检查材料",
    ),
    Rule(
        "missing-section", "warning", "缺少部分",
        "一份材料通常有存在的问题、原因分析、整改措施三个部分，缺的部分汇总里就没有。"
        "已经写了而没认出来时，请看这一部分的标题是否点明了内容。",
        "只有“一、存在的问题”和“二、整改措施”",
    ),
    Rule(
        "repeated-section", "warning", "部分重复",
        "同一类部分出现了两次，其间编号会重复。确是两个部分时可以不改。", "“二、原因分析”与“四、根源剖析”",
    ),
    Rule(
        "heading-missing", "warning", "缺少规定的方面",
        "这次活动规定的方面，正文里没有对上。漏写的请补上；"
        "换了说法的，可在 vocabulary/campaigns.yml 的 phrases 里加上。",
        "2021 年五个带头只写了四个",
    ),
    Rule(
        "heading-order", "warning", "方面的次序不对", "各方面的先后与这次活动规定的不同。", "第三个方面写在第二个之前",
    ),
    Rule(
        "heading-repeat", "warning", "方面重复",
        "两个标题都对上了同一个规定的方面。请看是否写重了。", "（二）与（三）都是担当作为",
    ),
    Rule(
        "no-marked-problems", "warning", "方面里没有标明的问题",
        "这个方面没有用“一是”“1.”等标出问题，全是整段的话，所以它的问题数是零。",
        "（三）……方面。学习不够深入，调研不够经常。",
    ),
    Rule("ordinal-gap", "warning", "序号跳号", "序号中间缺了。可能漏了一条，也可能编错了号。", "（一）（二）（四）"),
    Rule("ordinal-repeat", "warning", "序号重复", "同一个序号用了两次。", "（一）（二）（二）"),
    Rule(
        "ordinal-restart", "warning", "序号倒退或从头再来",
        "序号没有接着往下走。常见于漏写了一个部分的标题，或后面的条目其实是另一层。", "一是、二是、三是、一是",
    ),
    Rule(
        "person-named", "warning", "像有姓名",
        "标题、标题下的几行和落款里像是写着人的姓名。网站各处照登标题，这些地方只写职务；正文里别处的姓名，程序不找。"
        "改标题时，元数据的 title 一并改；文件名里有姓名的，也请改名。不是姓名的，记作已看。",
        "述责人：孙××；民政局局长 孙××",
    ),
    Rule(
        "placeholder", "warning", "占位符没有填",
        "正文里还有待填的空：`**`、`××`、`XX`、`_`、`〔*〕`、`【待补】`、`{{…}}`、`202X`、提示语等。"
        "页面会照原样显示，请补上。",
        "中共xxx市xxx区纪委、**镇、202X年",
    ),
    Rule(
        "own-character", "warning", "有自造字",
        "自造字（私用区字符）只有造它的那台电脑显示得出，别处是空框。请换成通用的字；生僻字多半已有通用的编码。",
        "U+E816（应为 𠂇）",
    ),
    Rule(
        "raw-html", "warning", "有 HTML 标记",
        "材料里的 HTML 不会起作用，会照原样显示出来。请删去。", "<div>、<br>、<script>",
    ),
    Rule(
        "title-differs", "warning", "标题与元数据不同",
        "正文的标题与元数据的 title 不是同一句话（空格、标点不计）。网站各处用的是元数据的 title。",
        "title: 甲局局长对照检查材料，正文却是“乙局局长对照检查材料”",
    ),
    Rule(
        "date-far", "warning", "日期离活动太远",
        "date 应是开会或成稿的日子，通常在活动当年或次年。", "2021 年的活动，date: 2012-01-10",
    ),
    Rule(
        "problem-open", "warning", "问题没有归类",
        "这一条不像哪一类，或者像两类而不相上下，所以列在“未归类”，不算进任何类型，也看不出屡改屡犯。"
        "在材料的 `problems:` 里写明类型；同样的说法多了，就把它的词加进 vocabulary/problems.yml。",
        "“桌上放着两份单子”归不到哪一类",
    ),
    Rule(
        "problem-without-cause", "warning", "问题没有根源",
        "这个问题没有能对上的根源。请看原因分析是否漏了它；已写而没对上的，用元数据的 problems 指明。",
        "problems: {2.1: {causes: [1]}}",
    ),
    Rule(
        "problem-without-measure", "warning", "问题没有措施",
        "这个问题没有能对上的整改措施。请看整改措施是否漏了它；已写而没对上的，用元数据的 problems 指明。",
        "problems: {2.1: {measures: [1, 3]}}",
    ),
    Rule(
        "seen-unused", "warning", "已看的提醒没有了",
        "元数据的 seen 记着看过、不用改的提醒。它说的那一处已经没有这条提醒（改好了，或那一行变了），这一条请删去；"
        "那一行改过以后，提醒会重新出现。错误不能记作已看。",
        "seen: [{rule: ordinal-gap, at: 四是, why: 原件如此}]，而序号已经改好",
    ),
    Rule(
        "copied-passage", "warning", "与另一份雷同",
        "有一段与库里另一份材料文字相同，引文、规定措辞、惯用套语不算。相同不等于抄袭：请核对，该一样的记作已看。"
        "只在 `review check 文件` 点名检查和导入时提醒；全库的看工作人员版的“雷同”页。",
        "从“去年交办的二十六件事”起，与 materials/2024/甲.md 有 96 字相同（较短一份的 7%）",
    ),
)
