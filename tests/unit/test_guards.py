"""What guards the jail is, byte for byte, what was tested."""

import errno
import platform
import struct
import sys
from pathlib import Path

import pytest

from prep.grading import seccomp, ways
from prep.grading.guards import guards
from prep.model.errors import IsolationError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no jail elsewhere")
ON_X86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls are another machine's")

ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
ARCHITECTURE, X32 = 0xC000003E, 1 << 30


def verdict(number: int, *arguments: int, architecture: int = ARCHITECTURE) -> int:
    """What the kernel would do with a call, by running the filter's instructions as it does."""
    words = [*arguments, *([0] * (6 - len(arguments)))]
    data = struct.pack("=IIQ6Q", number, architecture, 0, *(word & (1 << 64) - 1 for word in words))
    program = list(struct.iter_unpack("=HBBI", seccomp.seccomp_program()))
    at = accumulator = 0
    while True:
        code, if_true, if_false, constant = program[at]
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", data, constant)
            case 0x54:
                accumulator &= constant
            case 0x05:
                at += constant
            case 0x15 | 0x25 | 0x35 | 0x45:
                holds = {
                    0x15: accumulator == constant,
                    0x25: accumulator > constant,
                    0x35: accumulator >= constant,
                    0x45: bool(accumulator & constant),
                }[code]
                at += if_true if holds else if_false
            case 0x06:
                return int(constant)
            case _:
                pytest.fail(f"an instruction that is not known here: {code:#x}")


@ON_X86
def test_the_filter_refuses_what_it_names_and_lets_computing_through() -> None:
    from seccompy.syscalls import syscall_nr

    refused = (
        "mount",
        "unshare",
        "setns",
        "ptrace",
        "socket",
        "connect",
        "bpf",
        "keyctl",
        "io_uring_setup",
        "memfd_create",
    )
    allowed = ("read", "write", "openat", "mmap", "futex", "exit_group", "clock_gettime", "wait4", "execve")
    assert [name for name in refused if verdict(syscall_nr(name)) != REFUSE] == []
    assert [name for name in allowed if verdict(syscall_nr(name)) != ALLOW] == []
    assert verdict(syscall_nr("clone"), 0x10000000) == REFUSE  # a user namespace
    assert verdict(syscall_nr("clone"), 0x00010F00) == ALLOW  # a thread
    assert verdict(syscall_nr("clone3")) == 0x00050000 | errno.ENOSYS
    assert verdict(syscall_nr("prlimit64"), 0, 7, 1) == REFUSE  # a new limit
    assert verdict(syscall_nr("prlimit64"), 0, 7, 0) == ALLOW  # only asking


@ON_X86
def test_calls_under_the_numbers_of_another_architecture_do_not_get_round_the_filter() -> None:
    assert verdict(X32 | 41) == REFUSE
    assert verdict(165, architecture=0x40000003) != ALLOW


@ON_X86
def test_the_filter_has_the_bytes_that_were_tested_and_that_its_lists_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    seccomp.seccomp_program.cache_clear()
    try:
        assert len(seccomp.seccomp_program()) == 254 * seccomp.INSTRUCTION_BYTES
        assert seccomp.written_program() == seccomp.seccomp_program()
        seccomp.seccomp_program.cache_clear()
        changed = seccomp.written_program()[:-8]
        monkeypatch.setattr(seccomp, "_kept", lambda: changed)
        with pytest.raises(IsolationError, match="not the one that was tested"):
            seccomp.seccomp_program()
    finally:
        seccomp.seccomp_program.cache_clear()


def test_a_packaged_bubblewrap_of_other_bytes_is_never_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "bwrap"
    other.write_bytes(b"#!/bin/sh\nexec sh\n")
    monkeypatch.setattr(ways, "packaged_bubblewrap", lambda: other)
    monkeypatch.setattr(ways, "ways", tuple)  # which remembers what it found
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(ways.BWRAP_VARIABLE, raising=False)
    assert list(ways._bubblewraps()) == []
    assert "not the one that prep asks for" in ways.first_bar(tmp_path, platform="linux", tried=[]).what
    assert any("is not used" in guard.origin for guard in guards())


def test_it_is_said_where_each_guard_comes_from() -> None:
    origins = {guard.name: guard.origin for guard in guards()}
    assert set(origins) == {"bubblewrap", "filter of system calls"}
    assert "seccompy" in origins["filter of system calls"]
