"""`prep assess review` in a terminal."""

from datetime import UTC, datetime

from prep.assessment.register.home import TakeHome
from prep.tui.screens.one_screen_app import OneScreenApp
from prep.tui.screens.review import ReviewScreen


def run_review(home: TakeHome, reviewer: str) -> None:
    """Open the app on the submissions of a take-home; returns when it is closed."""
    OneScreenApp(ReviewScreen(home, reviewer, lambda: datetime.now(UTC))).run()
