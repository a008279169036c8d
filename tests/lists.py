"""The entries of a library's lists, made out for tests that hold counts and pages against them."""

from review.model import in_type


def entries_in(library, name):
    """The entries of a list in the library's order."""
    given = library.listed.get(name, ())
    return [library.by_material[one.material.id][number] for one in given for number in one.numbers]


def typed(library, id):
    """The problems of a type; of none, where its id is empty."""
    return entries_in(library, in_type(id))
