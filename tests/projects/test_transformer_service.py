"""The service: what it answers, what it refuses, and that its account balances."""

from threading import Event, Thread

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("fastapi")

from fastapi.testclient import TestClient  # noqa: E402

from projects.transformer.bpe import train_tokeniser  # noqa: E402
from projects.transformer.model import LanguageModel  # noqa: E402
from projects.transformer.plan import ModelPlan  # noqa: E402
from projects.transformer.sampling import Sampling  # noqa: E402
from projects.transformer.serve.app import make_app  # noqa: E402
from projects.transformer.serve.desk import Asked, BusyError, Desk, Fate  # noqa: E402

SHAPE = ModelPlan(tokens=257, width=8, layers=1, heads=2, kv_heads=1, hidden=8, context=64)


def make_desk(waiting: int = 1) -> Desk:
    torch.manual_seed(0)
    return Desk(LanguageModel(SHAPE), train_tokeniser([], 257), waiting)


def test_a_prompt_is_answered_alike_for_the_same_seed() -> None:
    client = TestClient(make_app(make_desk()))
    asked = {"prompt": "At noon", "most": 12, "seed": 3}
    first, again = (client.post("/generate", json=asked).json() for _ in range(2))
    assert first["text"] == again["text"]
    assert first["tokens"] <= 12
    assert first["prompt_tokens"] == 7
    assert client.get("/health").json() == {"status": "alive"}


@pytest.mark.parametrize(
    "asked",
    [
        {"prompt": "a" * 2_001},
        {"prompt": "a" * 60, "most": 10},
        {"most": 0},
        {"most": 64},
        {"temperature": -1},
        {"top_k": 0},
        {"top_p": 0},
        {"seed": -1},
        {"temprature": 0.5},
    ],
)
def test_what_cannot_be_written_is_refused_as_422(asked: dict[str, object]) -> None:
    assert TestClient(make_app(make_desk())).post("/generate", json=asked).status_code == 422


def test_a_body_that_is_too_large_is_refused_before_it_is_read_and_counted() -> None:
    client = TestClient(make_app(make_desk()))
    assert client.post("/generate", json={"prompt": "a" * 30_000}).status_code == 413
    assert client.get("/account").json()["fates"]["refused"] == 1


def test_who_comes_when_all_places_are_taken_is_sent_away_and_the_account_balances() -> None:
    desk = make_desk(waiting=0)
    inside, go_on = Event(), Event()

    class Slow(Sampling):
        """Holds the writing up until the test lets it go on."""

        def __getattribute__(self, name: str) -> object:
            if name == "temperature":
                inside.set()
                go_on.wait(30)
            return super().__getattribute__(name)

    go_on.set()
    slow = Slow()
    inside.clear()
    go_on.clear()
    writer = Thread(target=desk.answer, args=(Asked(prompt="", how=slow, seed=0, most=1),))
    writer.start()
    assert inside.wait(30)
    with pytest.raises(BusyError, match="try again"):
        desk.answer(Asked(prompt="", how=Sampling(), seed=0, most=1))
    assert desk.account().open == 1
    go_on.set()
    writer.join()
    account = desk.account()
    assert account.fates == {Fate.ANSWERED: 1, Fate.BUSY: 1, Fate.REFUSED: 0, Fate.FAILED: 0}
    assert (account.received, account.open) == (2, 0)
