"""The program as a process whose memory and time are measured by the system, not by the program itself."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from typing import NamedTuple

from tests.cli.run import ROOT, clean, command

MAX_MEGABYTES = 300
MAX_SECONDS = 60
"""After which a process is ended. A run is to take less than 10 s by itself; a machine that runs other tests is slower."""
MAX_PROCESSOR_SECONDS = 10


STARTER = """
import os, signal, sys
figures, most = int(sys.argv[1]), int(sys.argv[2])
child = os.posix_spawn(sys.argv[3], sys.argv[3:], os.environ)
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.alarm(most)
_, status, usage = os.wait4(child, 0)
os.write(figures, f"{usage.ru_maxrss} {usage.ru_utime + usage.ru_stime}".encode())
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


class Measured(NamedTuple):
    """A process that has ended: exit code, what it printed and said, its peak of memory and its processor time."""

    code: int
    out: str
    err: str
    megabytes: float
    seconds: float

    def bounded(self) -> bool:
        """Whether it kept to the limits that SECURITY.md gives."""
        return self.megabytes < MAX_MEGABYTES and self.seconds < MAX_PROCESSOR_SECONDS

    def told(self, file: str) -> bool:
        """Whether it ended with code 2, nothing on stdout, and one sentence on stderr that begins with the file's name."""
        lines = self.err.splitlines()
        return self.code == 2 and not self.out and len(lines) == 1 and lines[0].startswith(f"错误：{file}")


def measured(*arguments: object, cwd: object = None, **environment: object) -> Measured:
    """Run the program to its end. A small process starts it: what a large one holds would be counted as the program's."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as figures:
        words = [sys.executable, "-S", "-c", STARTER, str(figures.fileno()), str(MAX_SECONDS), *command(*arguments)]
        done = subprocess.run(
            words, cwd=str(cwd or ROOT), env=clean(**environment), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            pass_fds=[figures.fileno()], check=False, timeout=2 * MAX_SECONDS,
        )  # fmt: skip
        said = []
        for file in (out, err, figures):
            file.seek(0)
            said.append(file.read().decode())
        kilobytes, seconds = said[2].split()
        return Measured(done.returncode, said[0], said[1], int(kilobytes) / 1024, float(seconds))
