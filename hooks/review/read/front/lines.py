"""The front matter of a file as its lines: one value changed, and not a byte elsewhere.

Comments, order, line ends and a BOM stay as they are. What is read here has passed the strict loader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from review.read.front.material import DECIDED, MATERIAL, UNDECIDED, split
from review.read.yaml.emit import Value, entry, flow
from review.read.yaml.strict import Loader

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
Path = Sequence[str]
"""Keys from the outside in: measures, 3, status."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file with front matter, as text with its own line ends."""

    text: str

    @property
    def front(self) -> str:
        """The text between the fences, with line feeds only."""
        return split(_normal(self.text), "")[0]

    def get(self, path: Path) -> yaml.Node | None:
        """The node at `path`; its marks count characters of `front`. None where there is none."""
        return _find(_root(self.front), path)

    def keys(self, path: Path) -> list[str]:
        """The keys of the mapping at `path`, in order; none where there is no mapping."""
        node = self.get(path)
        return [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []

    def set(self, path: Path, value: Value) -> Lines:
        """The file with `value` at `path`; what is missing on the way is added."""
        front, node = self.front, self.get(path)
        if node is not None:
            return self._with(_replaced(front, _root(front), path, node, value))
        parent = self.get(path[:-1])
        if not isinstance(parent, yaml.MappingNode):
            return self.set(path[:-1], {path[-1]: value})
        return self._with(_added(front, parent, path, value))

    def append(self, key: str, items: Sequence[Value]) -> Lines:
        """The file with further items in the list under `key`; it is added where it is missing."""
        node, front = self.get([key]), self.front
        if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
            old = [value(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else []
            return self.remove([key]).set([key], [*old, *items])
        at = _span(front, _root(front), [key])[1] + 1
        indent = " " * (node.value[0].start_mark.column - 2)
        lines = front.split("\n")
        return self._with("\n".join([*lines[:at], *(f"{indent}- {flow(item)}" for item in items), *lines[at:]]))

    def remove(self, path: Path, *, comment: bool = False) -> Lines:
        """The file without the entry at `path`, or with it as a comment. A mapping that is left empty goes too."""
        if self.get(path) is None:
            return self
        if len(path) > 1 and self.keys(path[:-1]) == [path[-1]]:
            return self.remove(path[:-1], comment=comment)
        parent = self.get(path[:-1])
        if len(path) > 2 and isinstance(parent, yaml.MappingNode) and parent.flow_style:
            return self._with(_without(self.front, parent, path[-1]))
        loose = self._apart(path) if len(path) > 1 else self
        front = loose.front
        first, last = _span(front, _root(front), path)
        lines = front.split("\n")
        kept = [re.sub(r"^(\s*)", r"\1# ", line) for line in lines[first : last + 1]] if comment else []
        return loose._with("\n".join([*lines[:first], *kept, *lines[last + 1 :]]))

    def rename(self, path: Path, names: Mapping[str, str]) -> Lines:
        """The file with the keys of the mapping at `path` named anew, all at once."""
        node, front = self.get(path), self.front
        if not isinstance(node, yaml.MappingNode):
            return self
        for key, _ in reversed(node.value):
            if key.value in names and names[key.value] != key.value:
                front = _cut(front, key, flow(names[key.value]))
        return self._with(front)

    def with_body(self, body: str) -> Lines:
        """The file with another text below its front matter; its lines end as those of the front matter do."""
        pairs = [m.groups() for m in _LINE.finditer(self.text)][: self.front.count("\n") + 2]
        end = pairs[0][1] or "\n"
        head = "".join(a + b for a, b in pairs).rstrip("\r\n")
        return Lines(f"{head}{end}{end}{body.replace(chr(10), end)}")

    def note(self, path: Path, text: str) -> Lines:
        """The file with a comment of its own line above the entry at `path`."""
        front = self.front
        first, _ = _span(front, _root(front), path)
        lines = front.split("\n")
        indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
        return self._with("\n".join([*lines[:first], f"{indent}# {' '.join(text.split())}", *lines[first:]]))

    def _apart(self, path: Path) -> Lines:
        """The file with the entry at `path` on lines of its own: a mapping in braces is written line by line."""
        parent = self.get(path[:-1])
        if not isinstance(parent, yaml.MappingNode) or not parent.flow_style:
            return self
        front = self.front
        first, last = _span(front, _root(front), path[:-1])
        lines = front.split("\n")
        behind = _comment(lines[last], parent)
        made = entry(path[0], value(parent))
        made[0] += behind
        return self._with("\n".join([*lines[:first], *made, *lines[last + 1 :]]))

    def _with(self, front: str) -> Lines:
        """The file with other front matter, every line that is the same keeping its end."""
        pairs = [m.groups() for m in _LINE.finditer(self.text)]
        old = [text for text, _ in pairs]
        count = self.front.count("\n")
        new = [old[0], *front.removesuffix("\n").split("\n"), *old[1 + count :]]
        if not front:
            new = [old[0], *old[1 + count :]]
        same = _common(old, new)
        rest = min(_common(old[::-1], new[::-1]), len(old) - same, len(new) - same)
        ends = [end for _, end in pairs]
        middle = ends[same : len(ends) - rest][: len(new) - rest - same]
        middle += [ends[0]] * (len(new) - rest - same - len(middle))
        kept = [*ends[:same], *middle, *ends[len(ends) - rest :]]
        return Lines("".join(a + b for a, b in zip(new, kept, strict=True)))


def _normal(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _common(one: list[str], other: list[str]) -> int:
    """How many lines at the beginning are the same."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _root(front: str) -> yaml.MappingNode:
    """The mapping that front matter is; an empty one where there is nothing."""
    node = yaml.compose(front, Loader=Loader)
    return node if isinstance(node, yaml.MappingNode) else yaml.MappingNode("tag:yaml.org,2002:map", [])


def _find(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    for name in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for key, value in pairs if key.value == name), None)
    return node


def _pair(root: yaml.Node, path: Path) -> tuple[yaml.Node, yaml.Node]:
    parent = _find(root, path[:-1])
    pairs: list[tuple[yaml.Node, yaml.Node]] = parent.value if isinstance(parent, yaml.MappingNode) else []
    return next(pair for pair in pairs if pair[0].value == path[-1])


def _span(front: str, root: yaml.Node, path: Path) -> tuple[int, int]:
    """First and last line of an entry that has lines of its own."""
    key, value = _pair(root, path)
    return key.start_mark.line, max(key.end_mark.line, _end(front, value))


def _end(front: str, node: yaml.Node) -> int:
    """The last line of a node. Marks of block collections and block texts reach to what comes next."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(front, last[1] if isinstance(last, tuple) else last)
    end = node.end_mark.index
    text = front[node.start_mark.index : end].rstrip()
    return node.start_mark.line + text.count("\n")


def _cut(front: str, node: yaml.Node, text: str) -> str:
    return front[: node.start_mark.index] + text + front[node.end_mark.index :]


def _comment(line: str, node: yaml.Node) -> str:
    """The comment behind a node that ends in `line`, with the space before it."""
    found = re.match(r"\s+#.*", line[node.end_mark.column :])
    return found[0] if found else ""


def _replaced(front: str, root: yaml.Node, path: Path, node: yaml.Node, value: Value) -> str:
    single = isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">")
    if single and isinstance(value, str) and node.start_mark.line == node.end_mark.line:
        lines = front.split("\n")
        line, begin, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
        before, behind = lines[line][:begin], lines[line][end:]
        if node.value == UNDECIDED:  # the comment said what it might be
            behind = re.sub(r"^\s+#.*", "", behind)
        lines[line] = before + (" " if before.endswith(":") else "") + flow(value) + behind
        return "\n".join(lines)
    parent = _find(root, path[:-1])
    if isinstance(parent, yaml.MappingNode) and parent.flow_style:
        return _cut(front, node, flow(value))
    first, last = _span(front, root, path)
    indent = " " * _pair(root, path)[0].start_mark.column
    lines = front.split("\n")
    made = entry(path[-1], value) if len(path) == 1 else [f"{indent}{flow(path[-1])}: {flow(value)}"]
    return "\n".join([*lines[:first], *made, *lines[last + 1 :]])


def _added(front: str, parent: yaml.MappingNode, path: Path, value: Value) -> str:
    key = path[-1]
    if len(path) > 1 and parent.flow_style:
        at = parent.end_mark.index - 1
        within = front[parent.start_mark.index + 1 : at].rstrip()
        comma = "" if not within or within.endswith(",") else ", "
        at = parent.start_mark.index + 1 + len(within)
        return front[:at] + comma + f"{flow(key)}: {flow(value)}" + front[at:].lstrip(" ")
    names = [k.value for k, _ in parent.value]
    lines = front.removesuffix("\n").split("\n") if front else []
    if len(path) == 1:
        made = entry(key, value)
        before = [name for name in names if _rank(name) < _rank(key)]
    else:
        made = [" " * parent.value[0][0].start_mark.column + f"{flow(key)}: {flow(value)}"]
        before = [name for name in names if _natural(name) < _natural(key)]
    root = _root(front)
    if before:
        at = _span(front, root, [*path[:-1], before[-1]])[1] + 1
    else:
        at = _span(front, root, [*path[:-1], names[0]])[0] if names else 0
    return "\n".join([*lines[:at], *made, *lines[at:], ""])


def _without(front: str, parent: yaml.MappingNode, key: str) -> str:
    """Text without one of several entries within braces."""
    at = next(n for n, (name, _) in enumerate(parent.value) if name.value == key)
    if at:
        begin, end = parent.value[at - 1][1].end_mark.index, parent.value[at][1].end_mark.index
    else:
        begin, end = parent.value[0][0].start_mark.index, parent.value[1][0].start_mark.index
    return front[:begin] + front[end:]


def _rank(key: str) -> int:
    """Where a key stands in front matter."""
    return list(MATERIAL).index(key) if key in MATERIAL else len(MATERIAL)


def _natural(key: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", key)]


def value(node: yaml.Node) -> Value:
    """What a node says, all of its texts as they were written."""
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        return text
    if isinstance(node, yaml.SequenceNode):
        return [value(item) for item in node.value]
    return {key.value: value(item) for key, item in node.value}


def entries(lines: Lines, key: str) -> Iterator[tuple[str, Value]]:
    """The entries of the mapping under `key`."""
    node = lines.get([key])
    for name, item in node.value if isinstance(node, yaml.MappingNode) else ():
        yield name.value, value(item)


def still_undecided(lines: Lines) -> list[str]:
    """The fields of a file that nobody has decided yet."""
    return [key for key in DECIDED if getattr(lines.get([key]), "value", None) == UNDECIDED]
