"""What a screen reader is told of the tables that the library makes."""

from review.show.forms.tables import headed

TABLE = "<table><thead><tr><th>单位</th><th>处</th></tr></thead><tbody><tr><td>{}</td><td>3</td></tr></tbody></table>"
HEADS = '<thead><tr><th scope="col">单位</th><th scope="col">处</th></tr></thead>'


def test_a_table_is_named_by_its_box_or_else_by_its_heading():
    boxed = headed('<h2 id="a">以前</h2><div class="matrix" aria-label="各类历年的处数">' + TABLE.format("甲"))
    assert '<table><caption class="vh">各类历年的处数</caption>' in boxed
    two = TABLE.format("甲") + "<p>后</p>" + TABLE.format("乙")
    under = headed(f'<h2 id="a"><a href="x">屡改屡犯</a></h2><p>说明</p>{two}')
    assert under.count('<caption class="vh">屡改屡犯</caption>') == 2


def test_the_first_cell_of_a_row_is_its_head_unless_it_is_empty():
    made = headed(TABLE.format('<a href="u">甲</a>'))
    assert HEADS in made and '<tr><th scope="row"><a href="u">甲</a></th><td>3</td></tr>' in made
    assert "<tr><td></td><td>3</td></tr>" in headed(TABLE.format(""))


def test_a_table_of_a_document_stays_as_it_is():
    own = f'<h2>附表</h2><div class="table">\n{TABLE.format("甲")}\n</div>'
    assert headed(own) == own
    assert headed("<p>没有表</p>") == "<p>没有表</p>"
