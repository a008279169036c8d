"""A library whose lists all go on: seventy streets and fifteen offices over three years, two posts each in the newest.

A list that goes on over several pages has 60 to 200 entries on the first, so that a thousand materials show no more.
"""

import random
import subprocess
from datetime import date
from itertools import product
from pathlib import Path

from review.read.vocabulary.load import read_vocabulary

UNITS = [f"第{n}街道" for n in range(1, 71)] + [f"第{n}工务所" for n in range(1, 16)]
POSTS = ("主任", "书记")
CAMPAIGNS = ("2023-theme", "2024-four", "2025-five")
NEWEST = CAMPAIGNS[-1]
SILENT = UNITS[4]
"""Gave nothing in the newest campaign."""
COPY = (UNITS[6], UNITS[7])
"""The second copied a passage from the first."""
TODAY = date(2026, 3, 18)
COPIED = "去冬的三场雪里，值班表排到了人，铲雪的工具却锁在仓库，钥匙跟着管理员回了老家，居民拿饭铲清出了一条路。"
MEASURES = (
    "每周五下午读一个半小时书，月底交流一次", "窗口延时到六点，周六上午开门", "每月走访二十户，记下的事十日内回话",
    "会议合并着开，能不发的通知不发",
)  # fmt: skip
DUES = ("2026-03-31", "2025-12-31", "2026-09-30", "立行立改")
NUMERALS = "一二三四五六七八九十"


def large_library(root: Path) -> None:
    """Write the library into the empty folder `root`, in git: all at once, and two days later one correction."""
    vocabulary = read_vocabulary(root)[0]
    campaigns = {campaign.id: campaign for campaign in vocabulary.campaigns}
    openings = [example for theme in vocabulary.themes for type in theme.types for example in type.examples]
    (root / "vocabulary").mkdir()
    group = {unit: "街道" if "街道" in unit else "事业单位" for unit in UNITS}
    lines = [f"- {{id: u{n}, name: {unit}, group: {group[unit]}}}\n" for n, unit in enumerate(UNITS, 1)]
    (root / "vocabulary/units.yml").write_text("".join(lines), "utf-8")
    for n, (unit, post, id) in enumerate(product(UNITS, POSTS, CAMPAIGNS)):
        if (unit, id) != (SILENT, NEWEST) and (post == POSTS[0] or id == NEWEST):
            path = root / "materials" / id[:4] / f"{unit}-{post}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_material(n, unit, post, campaigns[id], openings), "utf-8")
    _git(root, "init", "-q")
    _commit(root, "收入五年的材料", "2026-03-14")
    corrected = root / "materials/2025" / f"{UNITS[0]}-主任.md"
    corrected.write_text(corrected.read_text("utf-8").replace("月底交流一次", "月底交流两次"), "utf-8")
    _commit(root, "更正第1街道的措施", "2026-03-16")


def _material(n, unit, post, campaign, openings):
    title = f"{unit}{post}{campaign.year}年度{campaign.name}对照检查材料"
    ledger = campaign.id == NEWEST
    lines = ["---", f"title: {title}", f"campaign: {campaign.id}", f"unit: {unit}", "kind: 个人", f"author: {post}",
             f"date: {campaign.year}-12-{10 + n % 15}", "visibility: internal"]  # fmt: skip
    if ledger:
        lines += ["measures:", *(f"  {k}: {{owner: 综合科, leader: {post}, due: {due}, status: 推进中}}"
                                 for k, due in enumerate(DUES, 1))]  # fmt: skip
    lines += ["---", "", f"# {title}", "", "## 一、存在的问题", ""]
    chance = random.Random(n)
    for k, heading in enumerate(campaign.headings):
        lines += [f"### （{NUMERALS[k]}）{heading.wording}", ""]
        month, weeks = chance.randint(1, 11), chance.randint(2, 9)
        lines += [f"一是{chance.choice(openings)}。{month}月的例会上提过，过了{weeks}周才办。", ""]
    if campaign.id == NEWEST and unit in COPY and post == POSTS[0]:
        lines += [f"二是应急准备不足。{COPIED}", ""]
    lines += ["## 二、原因分析", "", "（一）学得不够。把学习当任务，读得多，想得少。", "", "## 三、整改措施", ""]
    for k, measure in enumerate(MEASURES):
        lines += [f"（{NUMERALS[k]}）{measure}。由综合科第{1 + (n + k) % 9}组核对。", ""]
    return "\n".join(lines)


def _commit(root, words, day):
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", words, "--date", f"{day}T09:00:00+08:00",
         env={"GIT_COMMITTER_DATE": f"{day}T09:00:00+08:00", "PATH": "/usr/bin:/bin"})  # fmt: skip


def _git(root, *words, env=None):
    subprocess.run(["git", "-C", root, *words], check=True, env=env)
