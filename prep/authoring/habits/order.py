"""Habits with order: sorting, ties, ranks, ranges, shuffles and seeds."""

from collections.abc import Iterator
from typing import Final

import libcst as cst

from prep.authoring.habits.habit import (
    Habit,
    calls,
    drops,
    expression,
    forgets,
    function_of,
    keyword,
    method_of,
    positional,
    renamed,
    swaps,
    with_keyword,
    without,
)

_GREATER: Final[dict[type[cst.BaseCompOp], type[cst.BaseCompOp]]] = {
    cst.GreaterThan: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.GreaterThan,
    cst.LessThan: cst.LessThanEqual,
    cst.LessThanEqual: cst.LessThan,
}


def _boundary(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if not isinstance(node, cst.Comparison):
        return
    for target in node.comparisons:
        if (other := _GREATER.get(type(target.operator))) is not None:
            yield node.with_deep_changes(target, operator=other())


def _half_a_chain(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.Comparison) and len(node.comparisons) == 2:
        first, second = node.comparisons
        yield node.with_changes(comparisons=[first])
        yield node.with_changes(left=first.comparator, comparisons=[second])


def _turned_round(node: cst.Call) -> Iterator[cst.CSTNode]:
    """Ascending and then backwards: ties come in the opposite order."""
    given = positional(node)
    if method_of(node) == "argsort" and given and isinstance(given[0], cst.UnaryOperation):
        yield expression("{ascending}[::-1]", ascending=node.with_deep_changes(node.args[0], value=given[0].expression))
    reverse = keyword(node, "reverse")
    if function_of(node) == "sorted" and reverse is not None and keyword(node, "key"):
        yield expression("{ascending}[::-1]", ascending=without(node, reverse))


def _fewer_keys(node: cst.Call) -> Iterator[cst.CSTNode]:
    given = positional(node)
    if method_of(node) == "lexsort" and given and isinstance(given[0], cst.Tuple):
        keys = given[0].elements
        for gone in range(len(keys)):
            left = [key.with_changes(comma=cst.Comma()) for place, key in enumerate(keys) if place != gone]
            if left:
                yield node.with_deep_changes(given[0], elements=left)


def _last_of_equals(node: cst.Call) -> Iterator[cst.CSTNode]:
    given = positional(node)
    if function_of(node) in ("np.argmax", "np.argmin") and len(given) == 1 and not keyword(node, "axis"):
        name = method_of(node)
        yield expression(f"(len({{x}}) - 1 - np.{name}(np.asarray({{y}})[::-1]))", x=given[0], y=given[0])
    key = keyword(node, "key")
    if function_of(node) in ("max", "min") and key is not None and len(given) == 1:
        place = "-1" if function_of(node) == "max" else "0"
        yield expression(
            f"sorted({{x}}, key={{key}}, reverse={function_of(node) == 'min'})[{'-1' if place == '0' else place}]",
            x=given[0],
            key=key.value,
        )


def _unsorted(node: cst.Call) -> Iterator[cst.CSTNode]:
    match function_of(node), positional(node):
        case "sorted", [a, *_]:
            yield expression("list({a})", a=a)
        case "np.sort", [a, *_]:
            yield expression("np.asarray({a})", a=a)


def _rank(node: cst.Call) -> Iterator[cst.CSTNode]:
    if method_of(node) == "ceil" and positional(node):
        yield renamed(node, "floor")
        yield expression("({lower} + 1)", lower=renamed(node, "floor"))
    elif method_of(node) == "floor" and positional(node):
        yield renamed(node, "ceil")


def _one_less(node: cst.Call) -> Iterator[cst.CSTNode]:
    """Stops before the last, or begins with the second."""
    given = positional(node)
    if function_of(node) not in ("range", "np.arange") or not 1 <= len(given) <= 2:
        return
    last = node.args[len(given) - 1]
    yield node.with_deep_changes(last, value=expression("{n} - 1", n=last.value))
    if len(given) == 1:
        first = cst.Arg(cst.Integer("1"), comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
        yield node.with_changes(args=[first, *node.args])


def _slice(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if not isinstance(node, cst.Slice) or node.step is not None:
        return
    if node.upper is not None and not isinstance(node.upper, cst.UnaryOperation):
        yield node.with_changes(upper=expression("{n} + 1", n=node.upper))
        yield node.with_changes(upper=expression("{n} - 1", n=node.upper))


def _other_side(node: cst.Call) -> Iterator[cst.CSTNode]:
    side = keyword(node, "side")
    if method_of(node) == "searchsorted":
        right = side is not None and cst.Module([]).code_for_node(side.value).strip("\"'") == "right"
        yield with_keyword(node, "side", '"left"' if right else '"right"')


def _rounded(node: cst.Call) -> Iterator[cst.CSTNode]:
    if function_of(node) == "np.unique" and positional(node):
        yield node.with_deep_changes(node.args[0], value=expression("np.round({x}, 6)", x=node.args[0].value))


def _nearly(node: cst.Call) -> Iterator[cst.CSTNode]:
    if function_of(node) == "np.array_equal":
        yield renamed(node, "allclose")


def _no_shuffle(node: cst.Call) -> Iterator[cst.CSTNode]:
    given = positional(node)
    if method_of(node) == "permutation" and given:
        yield expression("np.sort({drawn})", drawn=node)
        if isinstance(node.func, cst.Attribute):
            yield expression("np.argsort({rng}.integers(0, len({drawn}), len({again})), kind='stable')",
                             rng=node.func.value, drawn=node, again=node)  # fmt: skip


def _seed(node: cst.Call) -> Iterator[cst.CSTNode]:
    if method_of(node) in ("default_rng", "RandomState", "Random") and node.args:
        yield node.with_changes(args=[])
        yield node.with_changes(args=[cst.Arg(cst.Integer("0"))])


def _global_seed(node: cst.Call) -> Iterator[cst.CSTNode]:
    if function_of(node) == "np.random.default_rng" and node.args:
        yield expression("(np.random.seed({seed}), np.random)[1]", seed=node.args[0].value)


def _biased(node: cst.Call) -> Iterator[cst.CSTNode]:
    if method_of(node) in ("choice", "sample") and keyword(node, "replace") is not None:
        yield with_keyword(node, "replace", "True")


ORDER: Final = (
    Habit("takes > for >=, or < for <=", (cst.Comparison,), _boundary),
    Habit("looks at one end of a range only", (cst.Comparison,), _half_a_chain),
    forgets("sorts without keeping the order of ties", "kind", "argsort", "sort"),
    forgets("sorts without keeping the order of ties", "stable", "argsort", "sort"),
    forgets("sorts by the default order", "key", "sorted", "sort"),
    forgets("sorts the wrong way round", "reverse", "sorted", "sort"),
    calls("sorts upwards and turns round, ties with it", _turned_round),
    calls("sorts by fewer things", _fewer_keys),
    calls("takes the last of equals", _last_of_equals),
    calls("does not sort", _unsorted),
    calls("is off by one in a rank", _rank),
    calls("is off by one in a range", _one_less),
    Habit("is off by one in a slice", (cst.Slice,), _slice),
    calls("looks up the other side of equals", _other_side),
    calls("rounds before it compares", _rounded),
    calls("takes nearly equal for equal", _nearly),
    calls("does not shuffle, or not fairly", _no_shuffle),
    calls("ignores the seed", _seed),
    calls("seeds the generator of everybody", _global_seed),
    calls("draws with replacement", _biased),
    swaps("takes any for all", all="any"),
    swaps("takes all for any", any="all"),
    forgets("lets lengths differ", "strict", "zip"),
    forgets("counts only as far as the largest number that occurs", "minlength"),
    drops("forgets upper and lower case, or blanks", "lower", "casefold", "strip", "rstrip", "lstrip"),
)
