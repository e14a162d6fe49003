"""The models that a running service has, by alias: reads the releases file anew whenever it changes."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from projects.detection.errors import DetectionError
from projects.detection.serve.crew import Crew
from projects.detection.serve.fates import Answer
from projects.detection.serve.queues import Frame
from projects.detection.serve.releases import Alias, Releases, read_releases
from projects.detection.serve.trial import Trial, TrialState

Settle = Callable[[Frame, "Answer | str"], None]


class Deployed:
    """Without a file there is only the champion, and nothing to do."""

    def __init__(self, path: Path | None, settle: Settle) -> None:
        self._path = path
        self._settle = settle
        self._releases: Releases | None = None if path is None else read_releases(path)
        self._stamp = self._stamp_now()
        self._trials: dict[Alias, Trial] = {}
        self._lock = Lock()
        self.refused = ""
        """Why the file as it stands was not taken up; what was there before goes on."""

    @property
    def champion(self) -> Path | None:
        return None if self._releases is None else self._releases.champion

    def start(self, crew: Crew) -> None:
        if self._releases is not None:
            self._take_up(self._releases, crew)

    def look(self, crew: Crew) -> None:
        """Takes up what has changed. Called by one thread."""
        stamp = self._stamp_now()
        if self._path is None or stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            releases = read_releases(self._path)
        except DetectionError as error:
            self.refused = str(error)
            return
        self.refused = ""
        self._take_up(releases, crew)

    def stop(self) -> None:
        with self._lock:
            trials, self._trials = self._trials, {}
        for trial in trials.values():
            trial.stop()

    def offer(self, frame: Frame) -> Alias:
        """Who is to answer the frame; a canary has it already, and a shadow its copy."""
        with self._lock:
            wanted = {alias: trial for alias, trial in self._trials.items() if trial.wants(frame.number)}
        for alias, trial in wanted.items():
            trial.offer(frame)
            if alias is Alias.CANARY:
                return Alias.CANARY
        return Alias.CHAMPION

    def compare(self, number: int, answer: Answer) -> None:
        """The champion's answer; the shadow's comes by itself."""
        with self._lock:
            shadow = self._trials.get(Alias.SHADOW)
        if shadow is not None:
            shadow.compare(number, answer)

    def states(self) -> tuple[TrialState, ...]:
        with self._lock:
            return tuple(trial.state() for trial in self._trials.values())

    def _take_up(self, releases: Releases, crew: Crew) -> None:
        self._releases = releases
        crew.change_model(releases.champion)
        wanted = {Alias.CANARY: releases.canary, Alias.SHADOW: releases.shadow}
        for alias, model in wanted.items():
            with self._lock:
                old = self._trials.get(alias)
                if old is not None and old.serves(model, releases.share):
                    continue
                self._trials.pop(alias, None)
            if old is not None:
                old.stop()
            if model is not None:
                trial = Trial(alias, model, releases.share, self._canary_ended)
                trial.start()
                with self._lock:
                    # The canary first: a frame that it answers needs no shadow.
                    self._trials = dict(sorted({**self._trials, alias: trial}.items()))

    def _canary_ended(self, frame: Frame, answer: Answer | str) -> None:
        self._settle(frame, answer)

    def _stamp_now(self) -> tuple[int, int] | None:
        """The file's number as well: two changes may come within one tick of its clock."""
        if self._path is None:
            return None
        try:
            now = self._path.stat()
        except OSError:
            return None
        return now.st_mtime_ns, now.st_ino
