"""Tables of figures in Markdown, and pages in which they stand between `<!-- table: NAME -->` and `<!-- end -->`."""

import re
from collections.abc import Mapping, Sequence

from projects.ops.errors import ProjectError

Rows = Sequence[Sequence[str]]
"""The first row is the head; all columns but the first are numbers."""


def markdown(rows: Rows) -> str:
    head, *body = rows
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def renew(page: str, tables: Mapping[str, Rows]) -> str:
    """The page with each table between its marks written anew. Raises ProjectError for missing marks."""
    for name, rows in tables.items():
        between = re.compile(f"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        written = markdown(rows).replace("\\", r"\\")
        page, count = between.subn(rf"\1\n{written}\n\n\2", page)
        if count != 1:
            raise ProjectError(f"the page has no place for the table `{name}`; put <!-- table: {name} --> back")
    unknown = set(re.findall(r"<!-- table: (.*?) -->", page)) - set(tables)
    if unknown:
        raise ProjectError(f"nothing writes the table `{min(unknown)}` of the page; take its marks out")
    return page
