"""Templates as Jinja compiled them, which takes longer than all that a small edit makes of them."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from review.keep.code import digest
from review.keep.folder import Folder
from review.project import project


class CompiledTemplates(BytecodeCache):
    """Those of the site at hand; of another program none is taken, and Jinja itself looks whether a source is the same.

    As with Python's own `__pycache__`, whoever can write there can write the program.
    """

    def __init__(self) -> None:
        self.folder, self.mark = Folder(project() / ".cache" / "templates"), digest("template").encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket, where it is kept."""
        data = self.folder.get(bucket.key) or b""
        if data.startswith(self.mark):
            bucket.bytecode_from_string(data[len(self.mark) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self.folder.put(bucket.key, self.mark + bucket.bytecode_to_string())
