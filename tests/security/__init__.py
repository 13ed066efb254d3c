"""Nothing that a document says becomes code: hostile documents, and what must hold of their clients.

    places.py             a rich document with text in every place, and hostile text for it
    checks.py             makes clients of such documents, and tells what is wrong with them
    sandbox.py            imports them in a process of its own, and sees what runs
    layers.py             a mistake planted before each guard of the generator
    test_advisories.py    what other generators had, by the name of the advisory
    test_advisories_elsewhere.py  those that are about references and the runtime, and those that do not apply
    test_payloads.py      the documents, by Hypothesis
    test_mutations.py     with one guard taken away, the checks above fail

A document is refused with a diagnostic, or gives a client of which every file compiles and passes the fence, whose
import runs nothing of the document, whose annotations can be evaluated, and whose code is that of the same document
with harmless words, but for strings and names. Where a warning says that something is left out, the last does not hold.

The tests try some hundred documents. This tries more of them, with a line for each batch:

    python -m tests.security --documents 50000 --processes 2 --state security.json

`--seed` chooses other documents (it is printed), `--minutes` ends the run at a time, and the same command goes on from
`--state`. A problem is told with the name of its document, as `2026:1807`: `hostile(Random("2026:1807"))` in places.py
gives its texts again.
"""
