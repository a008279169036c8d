"""A library in git, written and committed by tests, and what its history tells."""

import subprocess

import pytest

from overviews import files
from review.examine.library import examine
from review.export.plain import as_csv
from review.export.tables import Choice, export_table
from review.show.pages import pages
from review.show.search import index_files

FILE = """\
---
title: {unit}{post}党史学习教育专题民主生活会对照检查材料
campaign: 2021-dangshi
unit: {unit}
author: {post}
kind: 个人
date: 2022-01-10
visibility: {visibility}
measures:
  1: {{owner: {owner}, due: 2022-06-30, status: {status}{more}}}
---

# {unit}{post}党史学习教育专题民主生活会对照检查材料

我对照检查如下：{lead}

## 一、存在的问题

### （一）带头增强党的意识、严守纪律规矩方面

一是理论学习不深不透。研读原文浅尝辄止，{problem}。

二是调查研究不够深入。下基层走马观花，听汇报多，看现场少。

## 二、原因分析

（一）理论学习抓得不紧。学习不系统。

## 三、整改措施

（一）坚持系统学习。每月研读原文{measure}。
"""


USUAL = {"unit": "投资促进局", "post": "局长", "visibility": "internal", "owner": "办公室", "status": "推进中",
         "more": "", "lead": "", "problem": "联系实际不紧", "measure": ""}


class Repository:
    """A library in git, a commit at a time."""

    def __init__(self, root):
        self.root, self.clock = root, 1_700_000_000
        (root / "materials").mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words):
        at = f"{self.clock} +0800"
        names = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "PATH": "/usr/bin:/bin",
                 "GIT_CONFIG_GLOBAL": "/dev/null"}
        for who in ("AUTHOR", "COMMITTER"):
            names |= {f"GIT_{who}_NAME": "editor", f"GIT_{who}_EMAIL": "editor@qu.local"}
        subprocess.run(["git", "-C", str(self.root), *words], check=True, capture_output=True, env=names)

    def write(self, name="局长", **said):
        (self.root / f"materials/{name}.md").write_text(FILE.format(**USUAL | said), "utf-8")

    def commit(self, message, after=86_400):
        self.clock += after
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def changes(self, name="局长", audience="internal"):
        """The changes of a material, newest first."""
        return [one for one in self.history(audience).changes if one.material == name]

    def history(self, audience="internal"):
        return examine(self.root, audience, told=True).library.history


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "library")


def told(change):
    return [(one.name, one.what, one.new, one.gone) for one in change.altered]


def words_of(repository, text, message, name="units.yml"):
    (repository.root / "vocabulary").mkdir(exist_ok=True)
    (repository.root / "vocabulary" / name).write_text(text, "utf-8")
    repository.commit(message, 3600)


def everything(library):
    """All that a site of the library and its exports are made of, as texts by name."""
    found = {page.src_uri: page.text for page in pages(library)}
    found |= {path: data.decode() for path, data in files(library)}
    found |= {path: data.decode("latin-1") for path, data in index_files(library).items()}
    for kind in ("ledger", "problems", "materials", "measures"):
        found[kind] = as_csv(export_table(library, kind, Choice())).decode("utf-8-sig")
    return found
