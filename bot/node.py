"""Which process this is, and whether another of this machine is still alive; it knows no database.

What a dead one held is taken over at once (docs/decisions/0008).
"""

import contextlib
import os
import secrets
import socket
from pathlib import Path


def node() -> str:
    """This machine since its last boot, and within it the space of process ids (a container has its own)."""
    boot, space = "", ""
    with contextlib.suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
    with contextlib.suppress(OSError):
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    return f"{socket.gethostname()[:20]}-{boot}-{space}"


def process() -> str:
    """A name for this process that no other has, at most 80 characters."""
    return f"{node()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_dead(name: str, *, ours: str) -> bool:
    """Tell whether a process of this node, by the name it gave itself, has ended; `ours` is alive.

    Our own id under another name belonged to a process that is gone. Anything that can't be told counts as alive.
    """
    where, _, rest = name.rpartition(":")[0].rpartition(":")
    if name == ours or where != node() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return _is_zombie(int(rest))


def _is_zombie(number: int) -> bool:
    """A killed process that nobody has waited for yet is no longer at work."""
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return False
