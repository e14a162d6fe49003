"""Whether a document is what its schema says."""

from collections.abc import Mapping
from typing import Any


def conforms(document: object, schema: Mapping[str, Any]) -> None:
    """Fail unless it is, or if the schema itself is wrong."""
    import jsonschema  # reads the grammars of formats for a second, and most tests need none

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
