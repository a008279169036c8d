"""What waits in a file comes back as it was, whatever it is and in whatever order it is asked for."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.publish.aside import Aside

texts = st.text(st.characters(exclude_categories=()))


@given(st.dictionaries(st.text(), texts), st.randoms(use_true_random=False))
def test_texts_come_back_once(kept, rng):
    with tempfile.TemporaryDirectory() as folder:
        aside, names = Aside(Path(folder)), list(kept)
        for name in names:
            aside.put(name, kept[name])
        rng.shuffle(names)
        assert {name: aside.take(name) for name in names} == kept
        for name in names:
            with pytest.raises(KeyError):
                aside.take(name)
        assert not list(Path(folder).iterdir())


def test_puts_and_takes_alternate(tmp_path):
    aside = Aside(tmp_path)
    aside.put("一", "甲乙")
    aside.put("二", "丙")
    assert aside.take("一") == "甲乙"
    aside.put("一", "丁")
    assert (aside.take("二"), aside.take("一")) == ("丙", "丁")


@pytest.mark.slow
def test_every_page_of_the_library_has_its_title_and_its_text(site):
    pages = [path for path in site.glob("*/*/**/index.html") if path.parts[-3] != "guide"]
    assert len(pages) > 150
    for path in pages:
        page = path.read_text("utf-8")
        shown = re.search("<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1]
        assert re.search("<title>.+ - 对照检查材料库</title>", page), path
        article = page[page.index("<article") : page.index("</article>")]
        assert len(re.sub(r"<[^>]*>|\s", "", article)) > len(shown), path
