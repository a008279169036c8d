"""ARCHITECTURE.md is true of the code as it stands; every module says what it is."""

import architecture


def test_the_page_is_drawn_from_the_code():
    assert architecture.PAGE.read_text("utf-8") == architecture.page(), "run python tests/architecture.py"


def test_every_module_says_what_it_is():
    assert [path for _, path in architecture.modules() if not architecture.said(path)] == []
