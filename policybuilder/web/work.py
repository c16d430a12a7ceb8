"""Long work: done beside the page, so that a person can leave, come back by its address, and read how it ended.

A build of thirty councils, a comparison and the reading of an old policy take longer than a screen may. Each is a
`Work` with a name; whoever asks for the same name while it is under way, in this tab or another, gets that one. Works
are forgotten when the program stops: what they made is in the workspace's files.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 0.1
"""For how many seconds a screen waits for a work before it shows how far that is."""
_MOST_KEPT = 12
"""How many works that have ended are remembered, with what came of them."""

Name = tuple[str, ...]
Job = Callable[["Work"], Any]
"""What a work does; it is given the work, to say how far it is."""


@dataclass(eq=False)
class Work:
    """One piece of long work. `done` of `total` parts are done (0 where it has no parts); `now` is the last that was.

    `code` is the end of its address, for work that has no address of its own.
    """

    name: Name
    title: str
    address: str
    code: str = ""
    of: object = None
    total: int = 0
    done: int = 0
    now: str = ""
    begun: bool = False
    _ended: threading.Event = field(default_factory=threading.Event)
    _came: Any = None
    _failed: BaseException | None = None

    @property
    def ended(self) -> bool:
        """Whether it is over, well or not."""
        return self._ended.is_set()

    @property
    def has_failed(self) -> bool:
        """Whether something stopped it."""
        return self.ended and self._failed is not None

    def ends_within(self, seconds: float = PATIENCE) -> bool:
        """Wait for some seconds at most, and return whether it is over."""
        return self._ended.wait(seconds)

    def came(self) -> Any:
        """Return what came of a work that is over. Raises what stopped it, as where it was done."""
        if self._failed is not None:
            raise self._failed.with_traceback(None)
        return self._came

    @property
    def words(self) -> str:
        """How far it is, in words."""
        if not self.begun:
            return "It waits until other work of this kind is done."
        if not self.total:
            return "It is under way."
        return f"{self.done} of {self.total} done{f', last: {self.now}' if self.now else ''}."

    def parts(self, count: int) -> AbstractContextManager[Callable[[str], None]]:
        """Say how many parts there are, and give what is to be called with each that is done."""

        @contextlib.contextmanager
        def counted() -> Iterator[Callable[[str], None]]:
            self.total, self.done = count, 0
            yield self._step

        return counted()

    def _step(self, part: str) -> None:
        self.done, self.now = self.done + 1, part

    def do(self, job: Job, turn: threading.Lock) -> None:
        """Do it when its turn comes, and keep what came of it or what stopped it."""
        with turn:
            self.begun = True
            try:
                self._came = job(self)
            except BaseException as error:  # whatever it is, whoever asks for the result is told
                self._failed = error
            finally:
                self._ended.set()


class Works:
    """The works of a page: one of a kind at a time, the kind being the first word of a name."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: list[Work] = []
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def work(self, name: Name, of: object, title: str, address: str, job: Job) -> Work:
        """Return the work of a name: the one that is known, unless it was `of` other files than now; else a new one.

        `of` is what its result rests on; it is held against the one before by `==`.
        """
        with self._lock:
            known = next((each for each in self._known if each.name == name), None)
            if known is not None and known.of == of:
                return known
            if known is not None:
                self._known.remove(known)
            return self._begin(Work(name, title, address, of=of), job)

    def begin(self, name: Name, title: str, address: Callable[[str], str], job: Job) -> Work:
        """Return the work of a name that is under way, else a new one, whose `address` is made of its code."""
        with self._lock:
            known = next((each for each in self._known if each.name == name and not each.ended), None)
            if known is not None:
                return known
            code = secrets.token_hex(8)
            return self._begin(Work(name, title, address(code), code), job)

    def find(self, code: str) -> Work | None:
        """Return the work with a code; None for one that nobody remembers."""
        with self._lock:
            return next((each for each in self._known if each.code and each.code == code), None)

    def failed(self, name: Name) -> Work | None:
        """Return the work of a name that failed; None where there is none that did."""
        with self._lock:
            return next((each for each in self._known if each.name == name and each.has_failed), None)

    def done(self, name: Name) -> Work | None:
        """Return the work of a name that ended well; None where there is none that did."""
        with self._lock:
            return next(
                (each for each in self._known if each.name == name and each.ended and not each.has_failed), None
            )

    def under_way(self) -> list[Work]:
        """Return the works that are not over, the oldest first."""
        with self._lock:
            return [each for each in self._known if not each.ended]

    def _begin(self, work: Work, job: Job) -> Work:
        over = [each for each in self._known if each.ended]
        for each in over[: max(0, len(over) - _MOST_KEPT + 1)]:
            self._known.remove(each)
        self._known.append(work)
        turn = self._turns[work.name[0]]
        threading.Thread(target=work.do, args=(job, turn), name=f"work {work.name[0]}", daemon=True).start()
        return work
