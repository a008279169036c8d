#!/usr/bin/env python3
"""What the reader's numbers are worth: parts taken out one by one, noise on the weights, smaller and larger beams.

    bench/weights.py FOLDER... [--noise 5]     folders with cases of the form NN.txt and NN.json (sections, headings …)
    bench/weights.py --each FOLDER...          a line for each folder, as of cases that were changed in one way each

For every change of the weights: how many of the cases' facts (openings, headings, kinds of sections) stay right, and
how many cases wholly. The title and the verdict do not depend on these weights and are not counted.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))

from review.read.structure.build import build_tree
from review.read.structure.decode import BEAM, decode
from review.read.structure.document import read_with_tokens, split_documents
from review.read.structure.token import Token
from review.read.structure.weights import WEIGHTS
from review.read.text.folding import squeeze

PARTS = {
    "whether an ordinal is one (real)": ("real.",),
    "numbers running on (number)": ("number.",),
    "order of sections (order)": ("order.",),
    "kind of a name (kind)": ("kind.",),
    "shape of items (shape)": ("shape.",),
    "look of a heading (head)": ("head.",),
    "change of style": ("section.other-style", "heading.other-style", "item.other-style", "item.new-style"),
    "cost of text (text)": ("text.",),
    "announcing clauses (announce)": ("announce.",),
    "labels (label)": ("label.",),
    "points (point)": ("point.",),
    "the tail (tail)": ("tail.",),
    "before any section": ("item.before-section", "item.kind-named", "heading.before-section", "preamble."),
}


@dataclass(frozen=True)
class Case:
    run: list[Token]
    kinds: list[str]
    openings: list[str]


def cases(folders: list[Path]) -> list[Case]:
    found = []
    for path in (p for folder in folders for p in sorted(folder.glob("*.json"))):
        want = json.loads(path.read_text("utf-8"))
        if not want.get("material") or "headings" not in want:
            continue
        data = path.with_suffix(".txt").read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        parts = split_documents(text)
        readings = [read_with_tokens(part, path.name) for part in parts]
        best = max(readings, key=lambda r: (r.document.verdict.score > 0, bool(r.document.title)))
        openings = [o for h in want["headings"] for o in (f"H{h['n']}", *h["problems"])]
        found.append(Case(best.tokens, collapsed(want["sections"]), [*openings, *want["causes"], *want["measures"]]))
    return found


def collapsed(kinds: list[str]) -> list[str]:
    return [k for i, k in enumerate(kinds) if k != "other" or i == 0 or kinds[i - 1] != "other"]


def right(case: Case, weights: Mapping[str, float], beam: int) -> tuple[int, int]:
    """How many facts of a case are right, and how many there are."""
    tree = build_tree(case.run, decode(case.run, weights, beam).labels)
    kinds = collapsed([section.fields["kind"] for section in tree.sections])
    got = []
    for kind in ("problems", "causes", "measures"):
        for section in tree.sections:
            loose = False
            for child in section.children:
                name = child.record.__name__
                if kind == "problems" and name == "Heading":
                    loose = False
                    got.append(f"H{child.fields['number']}")
                    got += [squeeze(c.fields["opening"]) for c in child.children if c.record.__name__ == "Problem"]
                elif name.lower() + "s" == kind:
                    if kind == "problems" and not loose:
                        loose = True
                        got.append("HNone")
                    got.append(squeeze(child.fields["opening"]))
    at = hits = 0
    for want in case.openings:
        folded = squeeze(want)
        hit = next((j for j in range(at, len(got)) if got[j].startswith(folded)), None)
        if hit is not None:
            hits, at = hits + 1, hit + 1
    extra = max(0, len(got) - len(case.openings))
    return hits + (kinds == case.kinds) - min(extra, hits), len(case.openings) + 1


def measure(name: str, found: list[Case], weights: Mapping[str, float] = WEIGHTS, beam: int = BEAM) -> None:
    counts = [right(case, weights, beam) for case in found]
    facts, of = sum(r for r, _ in counts), sum(n for _, n in counts)
    print(f"{name:<40}{facts / of:>8.1%}{sum(r == n for r, n in counts):>8} of {len(counts)}")


def main(arguments: list[str]) -> int:
    noise = int(arguments[arguments.index("--noise") + 1]) if "--noise" in arguments else 3
    folders = [Path(a) for a in arguments if Path(a).is_dir()]
    if "--each" in arguments:
        for folder in folders:
            measure(folder.name, cases([folder]))
        return 0
    found = cases(folders)
    if not found:
        print(__doc__, file=sys.stderr)
        return 2
    measure("all", found)
    for beam in (1, 2, 24):
        measure(f"beam of {beam}", found, beam=beam)
    for name, prefixes in PARTS.items():
        measure(f"without {name}", found, {k: 0.0 if k.startswith(prefixes) else v for k, v in WEIGHTS.items()})
    for deviation in (0.25, 0.5, 1.0):
        for seed in range(noise):
            chance = random.Random(seed)
            measure(f"noise of {deviation}, seed {seed}", found,
                    {k: v + chance.gauss(0, deviation) for k, v in WEIGHTS.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
