"""Python within prompts: what highlights it takes a moment to make."""


def prepare_code() -> None:
    """Build the lexer ahead, which keeps its tables for whoever needs it next."""
    from rich.syntax import Syntax

    assert Syntax("", "python").lexer is not None
