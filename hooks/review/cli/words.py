"""The commands for those who keep the vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from review.cli.options import json_option, library_option, print_json

if TYPE_CHECKING:
    from review.relate.degrees import Placement
    from review.relate.reworded import Displaced, NewWord

UNPLACED = "未归类"


@click.command()
@library_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=".vscode/schemas", show_default=True,
              help="写到哪个文件夹。")
def schema(root: Path, out: Path) -> None:
    """写出元数据和词表的 JSON Schema，供 VS Code 等编辑器补全和提示；改了词表再写一次。"""
    from review.adopt.brings import STARTER
    from review.read.schema import schemas
    from review.read.text.write import reason, write
    from review.read.vocabulary.load import read_vocabulary

    made = schemas(read_vocabulary(root)[0])
    settings = Path(".vscode/settings.json")  # says which file each schema is for; the owner's own stays as it is
    try:
        for name, one in made.items():
            write(out / f"{name}.json", (json.dumps(one, ensure_ascii=False, indent=1) + "\n").encode())
        if out == settings.parent / "schemas" and not settings.exists():
            write(settings, (STARTER / "vscode-settings.json").read_bytes())
    except OSError as error:
        raise click.ClickException(f"写不进 {out}：{reason(error)}。") from None
    click.echo(f"已写 {out}，共 {len(made)} 个。")


@click.command()
@click.option("--against", default="HEAD", show_default=True, help="与哪次提交的词表比，如 HEAD~3。")
@library_option
@json_option
def words(against: str, root: Path, as_json: bool) -> None:
    """看改过的词表会怎样改变归类：逐条列出原来、现在和起作用的词，再列出每个新词的作用。

    退出状态：0 比完了；1 词表有错或没有这次提交；2 用法不对。
    """
    from review.read.library import read_library
    from review.read.vocabulary.committed import NoRevision, committed_vocabulary
    from review.relate.reworded import Rewording

    try:
        before, _ = committed_vocabulary(root, against)
    except NoRevision as error:
        raise click.ClickException(str(error)) from None
    reading = read_library(root, "staff", drafts=True)
    faults = [f for f in reading.findings if f.at.path.startswith("vocabulary/") and f.rule != "stray-file"]
    if faults:
        raise click.ClickException("词表有误，先改好：\n" + "\n".join(map(str, faults[:5])))
    rewording = Rewording(reading.materials, before, reading.vocabulary)
    changes, new = list(rewording.changes()), list(rewording.words())
    if as_json:
        print_json({"items": rewording.items, "changes": [*map(_change, changes)], "words": [*map(_word, new)]})
    else:
        click.echo("\n".join(_lines(rewording.items, changes, new)))


def _lines(items: int, changes: list[Displaced], new: list[NewWord]) -> Iterator[str]:
    yield f"改变 {len(changes)} 条（全库 {items} 条）{'：' if changes else '。'}"
    for change in changes:
        yield f"{change.item.at.path}:{change.item.at.line} {change.item.opening}"
        did = f"：{change.gain}" if change.gain else ""
        yield f"  {_place(change.was)} → {_place(change.now)}{did}"
    yield f"新词 {len(new)} 个{'：' if new else '。'}"
    for word in new:
        if not word.found:
            said = "哪里也没有出现"
        elif not word.decides:
            said = f"见于 {word.found} 条，一条也没有改变"
        else:
            said = f"见于 {word.found} 条，改变 {word.decides} 条"
        yield f"  {word.text}（{word.place.name}）：{said}"


def _place(placement: Placement) -> str:
    place = placement.type or placement.theme
    if place is None:
        return UNPLACED
    return f"{place.name}（推定）" if placement.degree == "inferred" else place.name


def _change(change: Displaced) -> dict[str, Any]:
    return {
        "path": change.item.at.path,
        "line": change.item.at.line,
        "item": change.item.id,
        "opening": change.item.opening,
        "was": _as_json(change.was),
        "now": _as_json(change.now),
        "gain": change.gain and change.gain._asdict(),
    }


def _as_json(placement: Placement) -> dict[str, Any]:
    type, theme = placement.type and placement.type.id, placement.theme and placement.theme.id
    return {"theme": theme, "type": type, "degree": placement.degree}


def _word(word: NewWord) -> dict[str, Any]:
    return {"word": word.text, "place": word.place.id, "found": word.found, "decides": word.decides}
