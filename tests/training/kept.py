"""What has been taught so far, kept after each round, so that a run that was stopped goes on where it was."""

import pickle
import random
from pathlib import Path

import torch

from prep.model.errors import ContentError
from tests.training.network import Network


def keep(path: Path, network: Network, optimiser: torch.optim.Optimizer, rng: random.Random, rounds: int) -> None:
    """Write all that the next round depends on; what was there before is replaced only when it is complete."""
    part = path.with_name(f"{path.name}.part")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "drawn": rng.getstate(),
            "noise": torch.get_rng_state(),
            "rounds": rounds,
        },
        part,
    )
    part.replace(path)


def take_up(path: Path, network: Network, optimiser: torch.optim.Optimizer, rng: random.Random) -> int:
    """Go back to where a run was when it was stopped; how many rounds had been done.

    Raises:
        ContentError: the file does not hold a run of this recipe.
    """
    try:
        kept = torch.load(path, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        rng.setstate(kept["drawn"])
        torch.set_rng_state(kept["noise"])
        return int(kept["rounds"])
    except OSError as error:
        raise ContentError(f"{path}: {error.strerror}") from None
    except (KeyError, TypeError, ValueError, RuntimeError, pickle.UnpicklingError):
        raise ContentError(f"{path}: not a run of this recipe; delete it to begin anew") from None
