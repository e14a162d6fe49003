"""Imports a runtime's libraries once and clones itself for each submission.

It runs inside the outer jail and trusts only its control channel. A worker that it clones has no access to that
channel, cannot see the zygote's process, and is ended by `reap`, which answers only when its whole tree is gone.
"""

import gc
import io
import os
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import msgpack

from prep.grading.jail import canary, namespaces, processes, worker
from prep.grading.jail.guard import MemoryGuard, kill_tree
from prep.grading.jail.plain import CONTROL_BYTES
from prep.grading.jail.warmth import preload, register_hooks

_LAST_BREATH_S: Final = 0.2


@dataclass(frozen=True)
class _World:
    """What stays the same for every worker of this zygote."""

    isolated: bool
    seccomp_program: bytes


def main() -> NoReturn:
    """Serve spawn and reap requests on the control channel until it closes.

    Arguments: the channel's descriptor, the runtime, and `isolated` or `plain`.
    """
    gc.disable()  # there is no garbage among what imports make
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # who started this may have ignored it, and then nobody can be reaped
    control = socket.socket(fileno=int(sys.argv[1]))
    isolated = sys.argv[3] == "isolated"
    if isolated:
        namespaces.become_nobody()
    preload(sys.argv[2])
    for stream in (sys.stdout, sys.stderr):  # as workers want them
        assert isinstance(stream, io.TextIOWrapper)
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # What is collected here would be written to, and so copied, in every worker.
    gc.collect()
    gc.freeze()
    gc.enable()
    namespaces.own_address_space()
    world = _World(isolated=isolated, seccomp_program=control.recv(CONTROL_BYTES))
    control.send(msgpack.packb(_try_out(world)))
    guard = MemoryGuard()
    waiting = select.poll()
    waiting.register(control, select.POLLIN)
    while True:
        while not waiting.poll(guard.pause_ms):
            guard.look()
        message, descriptors, *_ = socket.recv_fds(control, CONTROL_BYTES, 1)
        if not message:
            os._exit(0)
        request = msgpack.unpackb(message)
        if request["do"] == "spawn":
            _spawn(control, descriptors[0], request, world, guard)
        else:
            _reap(control, request["pid"], guard, ending=request["ending"], isolated=isolated)


def _try_out(world: _World) -> dict[str, Any]:
    """Shut the doors behind one worker, and have it try what no submission may do, before anything is graded."""
    if not world.isolated:
        return {"ready": True}
    fault, write = os.pipe()
    try:
        pid, pidfd = namespaces.clone_into_namespaces()
    except OSError as error:
        return {"error": str(error)}
    if pid == 0:
        try:
            _shut_doors(_TRIAL, write, world)
            possible = canary.what_is_possible({write})
            said = f"the jail does not hold: a submission could {', '.join(possible)}" if possible else _HOLDS
        except BaseException as error:  # noqa: BLE001 - a clone must never fall back into the zygote's loop
            said = str(error) or type(error).__name__
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.close(pidfd)
    os.waitpid(pid, 0)
    said = os.read(fault, CONTROL_BYTES).decode() or "the first worker ended before it had tried the jail"
    os.close(fault)
    return {"ready": True} if said == _HOLDS else {"error": said}


_HOLDS: Final = "it holds"

_TRIAL: Final = namespaces.WorkerLimits(memory_mb=64, processes=8, disk_mb=1, cpu_s=5)


def _spawn(control: socket.socket, channel: int, request: dict[str, Any], world: _World, guard: MemoryGuard) -> None:
    try:
        pid, pidfd = namespaces.clone_into_namespaces() if world.isolated else (os.fork(), -1)
    except OSError as error:
        os.close(channel)
        control.send(msgpack.packb({"error": str(error)}))
        return
    if pid == 0:
        _become_worker(channel, request, world)
    os.close(channel)
    if pidfd < 0 and hasattr(os, "pidfd_open"):
        pidfd = os.pidfd_open(pid)
    guard.add(pid, processes.pid_of(pidfd) if pidfd >= 0 else pid, request["limits"]["memory_mb"])
    socket.send_fds(control, [msgpack.packb({"pid": pid})], [pidfd] if pidfd >= 0 else [])
    if pidfd >= 0:
        os.close(pidfd)


def _become_worker(channel: int, request: dict[str, Any], world: _World) -> NoReturn:
    """In the clone: shut every door, then serve the submission."""
    try:
        os.setsid()
        limits = namespaces.WorkerLimits(**request["limits"])
        if world.isolated:
            _shut_doors(limits, channel, world)
        else:
            os.chdir(request["box"])
            namespaces.close_all_but(channel)
            namespaces.set_limits(limits)
        register_hooks()
        worker.serve(socket.socket(fileno=channel), request["box"], request["output_bytes"])
    except BaseException:  # noqa: BLE001 - a clone must never fall back into the zygote's loop
        traceback.print_exc()
    os._exit(70)


def _shut_doors(limits: namespaces.WorkerLimits, channel: int, world: _World) -> None:
    """Between this process and everything but itself and the channel."""
    namespaces.enter_box(limits)
    namespaces.close_all_but(channel)
    namespaces.set_limits(limits)
    namespaces.limit_processes(limits.processes)
    namespaces.drop_privileges(world.seccomp_program)


def _reap(control: socket.socket, pid: int, guard: MemoryGuard, *, ending: bool, isolated: bool) -> None:
    """End a worker and everything it started; tell how it had ended and what it used.

    One that has closed its channel is `ending` on its own, and is given a moment to tell how.
    """
    deadline = time.monotonic() + (_LAST_BREATH_S if ending else 0.0)
    while not (exit_ := os.wait4(pid, os.WNOHANG))[0] and time.monotonic() < deadline:
        time.sleep(0.001)
    ended, status, usage = exit_
    if not ended:
        kill_tree(pid)
        _, _, usage = os.wait4(pid, 0)
    over_memory_mb = guard.remove(pid)
    # The first process of a namespace cannot be killed from within.
    killed = bool(ended) and isolated and os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    answer = {
        "exit": os.waitstatus_to_exitcode(status) if ended else None,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_kb": usage.ru_maxrss,
        "over_memory_mb": over_memory_mb,
        "killed_from_outside": killed and not over_memory_mb,
    }
    control.send(msgpack.packb(answer))


if __name__ == "__main__":
    main()
