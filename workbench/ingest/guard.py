"""What a reader process may not do, whatever a file talks its parser into.

A second line of defence: the parsers in use fetch nothing and write nothing by themselves.
"""

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# urllib3, which comes along with trafilatura, binds a socket while it is imported, to learn
# whether there is IPv6; it does not when this says that there is none.
socket.has_ipv6 = False

MEMORY = 700 * 1024 * 1024
"""Bytes of address space that reading may take beside what the process has when it is ready."""

_ALL_MEMORY = 1536 * 1024 * 1024
"""The limit in all, where the system does not tell what the process has."""

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "pty.spawn",
    "shutil.",
    "ctypes.dlopen",
    "ftplib.",
    "http.client.",
    "urllib.",
    "webbrowser.",
    "pickle.find_class",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(PermissionError):
    """A parser tried something that reading an article does not need."""


def limit_resources() -> None:
    """Cap this process's memory and let it write no file, where the platform can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    for kind, limit in (
        (resource.RLIMIT_AS, _address_space()),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS knows some limits and refuses to set them.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def _address_space() -> int:
    """The limit: libraries reserve much more than they use, and each version another amount."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE") + MEMORY
    except (OSError, ValueError):
        return _ALL_MEMORY


def forbid_side_effects() -> None:
    """Refuse sockets, other programs and writing to files from now on; cannot be undone.

    To be called when everything is imported: a library may keep a cache on disk.
    """
    sys.addaudithook(_audit)


@contextlib.contextmanager
def ends_within(seconds: float) -> Iterator[None]:
    """The system ends this process when the block takes `seconds` of wall or processor time.

    The parent does the same with a shorter limit; this is for the case that it is gone.
    """
    if sys.platform == "win32":
        yield
        return
    import signal  # noqa: PLC0415 - what is needed of it is not on Windows

    timers = ((signal.SIGALRM, signal.ITIMER_REAL), (signal.SIGPROF, signal.ITIMER_PROF))
    for number, timer in timers:
        signal.signal(number, signal.SIG_DFL)
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for _, timer in timers:
            signal.setitimer(timer, 0)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int):  # a file that is open already, such as standard output
            return
        writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if writes or (isinstance(flags, int) and flags & _WRITING):
            raise Forbidden("opening a file for writing")
    elif event.startswith(_FORBIDDEN):
        raise Forbidden(event)
