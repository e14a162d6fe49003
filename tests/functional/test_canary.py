"""A jail with a hole in it is found out before anything is graded in it."""

import struct
import subprocess
from pathlib import Path

import pytest

from prep.grading import bwrap
from prep.grading.jail import canary
from prep.grading.jail.canary import what_is_possible
from prep.grading.lane import Lane
from prep.grading.ways import JailWay
from prep.model.challenge import Runtime
from prep.model.isolation import Isolation

ALLOW_ALL = struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000)
JAILED = bwrap._jailed


def found_out() -> str:
    return Lane(Isolation.FULL).barred_by(Runtime.NUMPY)


def hole(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """Give bubblewrap more arguments, behind those that show the libraries."""

    def jailed(runtime: Runtime, way: JailWay) -> list[str]:
        command = JAILED(runtime, way)
        at = len(command) - 4  # before `--remount-ro / --chdir /`
        return [*command[:at], *arguments, *command[at:]]

    monkeypatch.setattr(bwrap, "_jailed", jailed)


def test_a_jail_without_a_hole_is_used() -> None:
    assert found_out() == ""


def test_a_filter_that_lets_everything_through_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bwrap, "seccomp_program", lambda: ALLOW_ALL)
    said = found_out()
    assert "the jail does not hold: a submission could" in said
    assert {"open a socket", "look into another process", "make namespaces"} <= set(said.split("could ")[1].split(", "))


def test_a_file_of_the_machine_that_is_shown_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    hole(monkeypatch, "--ro-bind", "/etc/passwd", "/etc/passwd")
    assert "could read the machine's files" in found_out()


def test_the_rest_of_prep_that_is_shown_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    grading = Path(bwrap.__file__).parent
    hole(monkeypatch, "--ro-bind", str(grading), f"{bwrap.CODE}/prep/grading")
    assert "could find the tests" in found_out()


def test_what_only_leads_nowhere_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"/proc/net/route": "Iface Destination\n", "/proc/net/if_inet6": "0001 01 80 10 80 lo\n"}
    monkeypatch.setattr(canary, "_read", files.__getitem__)
    assert not canary._sees_a_network()
    files["/proc/net/route"] += "eth0 00000000\n"
    assert canary._sees_a_network()


def test_outside_every_jail_nearly_all_of_it_is_possible() -> None:
    """So none of the attempts fails for a reason of its own; what only root may do is left out."""
    possible = set(what_is_possible({0}))
    only_root = {"mount a file system", "become root", "write where Python lies", "gain privileges"}
    reading = {"open a socket", "see another process", "read the machine's files", "find the tests"}
    assert reading <= possible
    assert possible - only_root >= {"look into another process", "make namespaces"}


def test_the_canary_leaves_nothing_where_python_lies() -> None:
    what_is_possible({0})
    stdlib = Path(subprocess.__file__).parent
    assert not list(stdlib.glob(".prep-canary-*"))
