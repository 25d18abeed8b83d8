"""What a worker gives up before it meets a stranger's query.

The guard decides what may run; this is the second lock: a process that cannot open a connection, start a
program, take the machine's memory, or stay when its parent is gone. Beyond rlimits it is for Linux; elsewhere
the guard and the limits of time stand alone.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import platform
import signal
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

_NICENESS = 5
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_SECCOMP_MODE_FILTER = 2
# seccomp(2): load the architecture, load the number of the call, compare, allow or answer EPERM
_LOAD, _JUMP_IF, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _EPERM = 0x7FFF0000, 0x00050000 | 1
_X32 = 0x40000000  # calls of the x32 ABI have numbers from here on
# machine → its AUDIT_ARCH, and the numbers of: socket connect execve execveat ptrace io_uring_setup
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 425)),
}


def confine() -> None:
    """Be nice, leave no core, end with the parent; never again open a connection or start a program."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does about it is not for us
    with suppress(OSError):
        os.nice(_NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # if memory is short all the same, a worker goes before the server
        Path("/proc/self/oom_score_adj").write_text("1000")
    if sys.platform == "linux":
        _refuse_calls()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _refuse_calls() -> bool:
    """Answer EPERM to the calls of `_CALLS`, for good; False where the system does not offer that."""
    if platform.machine() not in _CALLS or sys.maxsize < 2**32:
        return False
    code = _filter(*_CALLS[platform.machine()])
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0) == 0)


def _filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """A program of classic BPF over `struct seccomp_data`: number at 0, architecture at 4."""
    refuse = 4 + len(calls) + 1  # where the last instruction stands
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_IF, 0, refuse - 2, architecture),
        (_LOAD, 0, 0, 0),
        (_JUMP_IF_AT_LEAST, refuse - 4, 0, _X32),
        *((_JUMP_IF, refuse - (4 + i) - 1, 0, call) for i, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _EPERM),
    ]
    return b"".join(struct.pack("@HBBI", *step) for step in steps)


def limit_memory(extra: int) -> None:
    """Let this process take ``extra`` bytes beside what it holds now (0: no limit)."""
    if sys.platform != "win32" and extra:
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            wanted = held_memory() + extra
            limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def held_memory() -> int:
    """The bytes of address space that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def hush() -> None:
    """Close the way to stderr: what the engine says when it falls is not for the terminal of the server."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def end_after(seconds: float) -> None:
    """Let the system end this process after so long, whatever it is doing then; 0 takes that back."""
    if hasattr(signal, "setitimer"):  # not on Windows, where the parent's clock stands alone
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
