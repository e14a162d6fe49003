"""The figures as tables: for the terminal, and for the README."""

from collections.abc import Callable

from projects.transformer.findings import Findings

Rows = list[list[str]]


def compared(findings: Findings) -> Rows:
    floor = findings.corpus.floor
    rows = [["", "bits a byte", "above the floor"]]
    rows += [[one.name, f"{one.bits:.4f}", f"{one.bits / floor - 1:+.1%}"] for one in findings.compared]
    return [*rows, ["the floor: what the generator's draws are worth", f"{floor:.4f}", ""]]


def written(findings: Findings) -> Rows:
    rows = [["drawn with", "true to the end", "false ending", "impossible deed", "no tale", "copied"]]
    for one in findings.written:
        shares = one.true, one.false_ending, one.impossible, one.unreadable, one.copied
        rows.append([one.how, *(f"{share:.1%}" for share in shares)])
    return rows


def tuned(findings: Findings) -> Rows:
    rows = [["", "numbers learnt", "bits a tale, past", "bits a tale, present"]]
    rows += [[one.name, f"{one.learnt:,}", f"{one.past_bits:.1f}", f"{one.present_bits:.1f}"] for one in findings.tuned]
    return [*rows, ["the floor", "", f"{findings.body_floor:.1f}", f"{findings.body_floor:.1f}"]]


def speeds(findings: Findings) -> Rows:
    rows = [["", "KB in memory", "bits a byte", "CPU ms a token"]]
    rows += [
        [one.name, f"{one.stored_bytes / 1_000:,.0f}", f"{one.bits:.4f}", f"{one.ms_a_token:.2f}"]
        for one in findings.speeds
    ]
    return rows


def cached(findings: Findings) -> Rows:
    found = findings.cached
    return [
        ["", "CPU ms a token", "bytes kept a token"],
        ["cache, keys and values shared by heads", f"{found.with_ms:.2f}", f"{found.bytes_a_token:,}"],
        ["cache, each head its own", "", f"{found.bytes_without_groups:,}"],
        [f"no cache, a text of {found.tokens} tokens", f"{found.without_ms:.2f}", "0"],
    ]


TABLES: dict[str, Callable[[Findings], Rows]] = {
    "compared": compared,
    "written": written,
    "tuned": tuned,
    "cached": cached,
    "speeds": speeds,
}
