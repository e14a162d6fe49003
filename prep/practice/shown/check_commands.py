"""What to type to run the public tests of a challenge again, by where the work lies."""


def draft_command(challenge_id: str) -> str:
    """Of an attempt, whose draft is still there."""
    return f"prep practice test {challenge_id}"


def begin_command(challenge_id: str) -> str:
    """Of the challenge of an interview, whose work is not among the drafts: it is begun anew."""
    return f"prep practice start {challenge_id}"
