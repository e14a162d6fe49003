"""What waits for one client that reads as slowly as it likes: a few messages, the oldest of which give way."""

import asyncio
from collections import deque

from projects.detection.serve.fates import Ledger

Message = dict[str, object]


class Outbox:
    """Filled from any thread, emptied by the client's own task."""

    def __init__(self, ledger: Ledger, capacity: int = 64) -> None:
        self._ledger = ledger
        self._loop = asyncio.get_running_loop()
        self._capacity = capacity
        self._messages: deque[Message] = deque()
        self._filled = asyncio.Event()
        self._closed = False
        self._skipped = 0

    def put(self, message: Message) -> None:
        try:
            self._loop.call_soon_threadsafe(self._put, message)
        except RuntimeError:  # the loop has ended, and with it the client
            self._ledger.fail_to_deliver()

    async def next(self) -> Message:
        """With the number of those before it that gave way, if any did."""
        while not self._messages:
            self._filled.clear()
            await self._filled.wait()
        message = self._messages.popleft()
        if self._skipped:
            message = {**message, "skipped": self._skipped}
            self._skipped = 0
        return message

    def close(self) -> None:
        """The client is gone: what is left and what still comes is counted, not sent."""
        self._closed = True
        while self._messages:
            self._messages.popleft()
            self._ledger.fail_to_deliver()

    def _put(self, message: Message) -> None:
        if self._closed:
            self._ledger.fail_to_deliver()
            return
        if len(self._messages) >= self._capacity:
            self._messages.popleft()
            self._ledger.fail_to_deliver()
            self._skipped += 1
        self._messages.append(message)
        self._filled.set()
