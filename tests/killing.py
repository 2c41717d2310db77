"""Python that kills itself, to be put before what it runs."""

WATCH = """
import os, signal, sys
line_to_die, module, lines = int(sys.argv.pop(1)), sys.argv.pop(1), 0
def watch(frame, event, _):
    global lines
    if not frame.f_code.co_filename.endswith(module):
        return None
    if event == "line":
        lines += 1
        if lines == line_to_die:
            os.kill(os.getpid(), signal.SIGKILL)
    return watch
"""
"""From `sys.settrace(watch)` on, kills the process before a line of a module, counted as executed: the first two arguments."""
