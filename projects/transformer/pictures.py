"""The project's pictures, each by the name of its file."""

from projects.pictures import Axis, Bar, Series, bars, lines
from projects.transformer.findings import Findings


def draw(findings: Findings) -> dict[str, str]:
    """All pictures as SVG text."""
    return {
        "learning-curve.svg": draw_curve(findings),
        "bits-a-byte.svg": draw_compared(findings),
        "tales.svg": draw_written(findings),
        "two-styles.svg": draw_tuned(findings),
    }


def draw_curve(findings: Findings) -> str:
    """After each epoch, on what was learnt and on what was not."""
    curve = findings.training.curve
    steps = [point.step for point in curve]
    return lines(
        [
            Series(name="training, over the epoch", x=steps, y=[point.train_nats for point in curve]),
            Series(name="validation, at its end", x=steps, y=[point.validation_nats for point in curve]),
        ],
        title="What more steps are worth",
        desc=f"Validation loss goes from {curve[0].validation_nats:.3f} nats a token after {curve[0].step:,} steps to "
        f"{curve[-1].validation_nats:.3f} after {curve[-1].step:,}.",
        x=Axis(label="steps", reach=(0,)),
        y=Axis(label="nats a token"),
    )


def draw_compared(findings: Findings) -> str:
    """One bar a model, the floor last."""
    floor = findings.corpus.floor
    rows = [(one.name, one.bits) for one in findings.compared] + [("the floor", floor)]
    return bars(
        [Bar(label=name, values=(bits,)) for name, bits in rows],
        title="Bits that a byte of the test tales takes",
        desc="; ".join(f"{name} {bits:.3f}" for name, bits in rows) + ".",
        axis=Axis(label="bits a byte"),
        decimals=3,
    )


def draw_written(findings: Findings) -> str:
    """What became of the tales that each way of drawing wrote, in percent."""
    parts = [(one.how, (one.true, one.false_ending, one.impossible, one.unreadable)) for one in findings.written]
    return bars(
        [
            Bar(label=how, values=tuple(100 * share for share in shares), text=f"{100 * shares[0]:.0f} % true")
            for how, shares in parts
        ],
        legend=("true to the end", "false ending", "impossible deed", "no tale"),
        title="Tales that the model writes",
        desc="Of 100 tales true to the end: "
        + ", ".join(f"{how} {100 * shares[0]:.0f}" for how, shares in parts)
        + ".",
        axis=Axis(label="of 100 tales"),
    )


def draw_tuned(findings: Findings) -> str:
    """Bits of a tale in either style, before and after tuning."""
    rows = [
        (f"{one.name}, {tense}", bits)
        for one in findings.tuned
        for tense, bits in (("past", one.past_bits), ("present", one.present_bits))
    ]
    return bars(
        [Bar(label=name, values=(bits,)) for name, bits in rows],
        title="What tuning to the past tense learns, and what it forgets",
        desc="; ".join(f"{name}: {bits:.0f} bits a tale" for name, bits in rows) + ".",
        axis=Axis(label="bits a tale"),
    )
