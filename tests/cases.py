"""Cases as files of YAML, read by libyaml: by PyYAML's own reader all documents take ten times as long."""

from pathlib import Path

import yaml


def read_case(path: Path):
    """What a file holds."""
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
