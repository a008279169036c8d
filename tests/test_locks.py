"""The locks: what one machine packs for another without internet has to install there."""

import re

import pytest

from projects import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_packages_do_not_differ_between_patches_of_a_python(lock):
    """Debian 12 has 3.11.2; a machine that packs for it, whatever is newest of 3.11."""
    assert not re.findall(r"^.* ; .*python_full_version [<>]=? '3\.\d+\.\d+'.*$", lock.read_text(), re.MULTILINE)


def test_there_are_locks():
    assert len(LOCKS) == 4
