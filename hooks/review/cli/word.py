"""The command that writes materials as Word files."""

from __future__ import annotations

from pathlib import Path

import click

from review.cli.options import library_option, materials_at
from review.model import Material, Vocabulary


@click.command()
@click.argument("paths", metavar="MATERIAL…", nargs=-1, required=True, type=click.Path(path_type=Path))
@library_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="word", show_default=True,
              help="写到哪个文件夹；没有就新建。")
@click.option("--ledger", is_flag=True, help="文末附整改台账的表；再导入时不作正文。")
@click.option("--replace", is_flag=True, help="文件夹里已有同名而内容不同的文件，也换掉。")
def word(paths: tuple[Path, ...], root: Path, out: Path, ledger: bool, replace: bool) -> None:
    """把材料写成公文版式（GB/T 9704）的 Word 文件，一份一个；再导入还是原来的正文，一字不差。

    MATERIAL 是 materials/ 里的文件或文件夹。限定范围的材料和草稿，每页上方写明。

    退出状态：0 都写好了；1 有写不成的，或再导入会有出入；2 用法不对。
    """
    from review.read.beside import named_pictures, pictures_of
    from review.read.front.material import read_material
    from review.read.text.write import reason, write
    from review.read.vocabulary.load import read_vocabulary
    from review.show.word.package import word as made
    from review.show.word.package import word_pictures

    vocabulary, _ = read_vocabulary(root)
    base = root.resolve()
    found = materials_at(paths, root)
    failed = 0
    for path in found:
        material, findings = read_material(path, base, vocabulary)
        if material is None:
            click.echo(f"没有写成 Word：{findings[0]}")
            failed += 1
            continue
        material = material.pictured(pictures_of(base, material.id))
        data, target = made(material, base, ledger=ledger), out / f"{material.id.replace('/', '-')}.docx"
        if target.exists() and target.read_bytes() != data and not replace:
            click.echo(f"{material.path}：{target} 已经有了，内容不同，没有覆盖；要换掉请加 --replace。")
            failed += 1
            continue
        try:
            write(target, data)
        except OSError as error:
            raise click.ClickException(f"写不进 {out}：{reason(error)}。") from None
        wrong = []
        if left := sorted(named_pictures(material).keys() - word_pictures(material, base).keys()):
            wrong.append(f"{'、'.join(left)}没有放进去，Word 只认完好的 png、jpg、gif")
        if different := _difference(target, material, vocabulary):
            wrong.append(f"再导入时有出入：{different}")
        failed += bool(wrong)
        click.echo("；".join((f"已写 {target}", *wrong)))
    click.echo(f"{len(found) - failed} 份写好{f'，{failed} 份请看上面的说明' if failed else ''}。", err=True)
    raise SystemExit(1 if failed else 0)


def _difference(path: Path, material: Material, vocabulary: Vocabulary) -> str:
    """Where an import of the file would not give the text of the material; empty where it would."""
    from review.intake.clean import first_difference
    from review.intake.prepare import Given, prepare
    from review.intake.source import SourceError, read_source
    from review.read.structure.markdown import body
    from review.read.text.tables import in_cells

    try:
        made = list(prepare(read_source(path), path, vocabulary, Given()))
    except SourceError as error:
        return str(error)
    return first_difference(in_cells(body(material.document)), in_cells("".join(one.body for one in made)))
