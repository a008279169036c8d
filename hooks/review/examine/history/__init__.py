"""The history of a library, from git: what came in, what was corrected, how the ledger went on; for one audience.

It must never undo a protection. Nothing is told of a time before the material could be seen by this audience without a
break until today; and where words were taken out because they should not be public, no words are told of that change
or of any before it, but which items changed and by how much. What is told of a commit is its subject alone, and that
only where all it touched may be seen.
"""
