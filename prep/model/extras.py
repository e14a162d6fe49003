"""Optional parts of the installation: what the distribution is called, and how a missing extra is added.

No sentence here names a package index: until the distribution is published, whatever a stranger publishes under a name
that sounds like ours would be installed instead.
"""

DISTRIBUTION = "prepwright"


def how_to_add(*extras: str) -> str:
    """The rest of a sentence that says how to add extras, as in "needs the extra `pdf`: …"."""
    names = ",".join(extras)
    return (
        f"pip install 'SOURCE[{names}]' (with -e in a clone; or `uv tool install --force`, `pipx install --force`), "
        "where SOURCE is prep's folder or wheel"
    )
