#!/usr/bin/env python3
"""What a shell offers behind a line: complete.py SHELL SCRIPT LINE; the shell runs on a real terminal."""

import os
import pty
import re
import select
import sys
import time

SETTLE_S = 0.7
LIMIT_S = 40
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             "bind 'set bell-style none'; bind 'set page-completions off'; "
             "bind 'set show-all-if-ambiguous on'; source {script}"),
    "zsh": (["zsh", "-f", "-i"],
            "autoload -Uz compinit; compinit -u -D; source {script}; compdef _solerig solerig; "
            "unsetopt list_beep; LISTMAX=1000"),
    "fish": (["fish", "--no-config", "-i"], "source {script}"),
}


class Terminal:
    def __init__(self, command):
        self.child, self.descriptor = pty.fork()
        if self.child == 0:
            os.environ |= {"TERM": "xterm", "COLUMNS": "200", "LINES": "60"}
            os.execvp(command[0], command)

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def read_until(self, found):
        """What comes until it is right, or the shell has had all its time."""
        text = ""
        end = time.monotonic() + LIMIT_S
        while time.monotonic() < end:
            readable, _, _ = select.select([self.descriptor], [], [], SETTLE_S)
            if readable:
                data = os.read(self.descriptor, 65536)
                text += data.decode(errors="replace")
                # Fish asks its terminal what it is, and waits for the answer.
                if b"\x1b[c" in data or b"\x1b[0c" in data:
                    self.type("\x1b[?62;c")
            elif found(plain(text)):
                break
        return plain(text)


def plain(text):
    return re.sub(r"\x1b(\[[0-9;?>=]*[a-zA-Z]|\][^\x07]*\x07|[()][0-9A-B]|[=>])", "", text)


def main():
    shell, script, line = sys.argv[1:]
    command, setup = START[shell]
    terminal = Terminal(command)
    terminal.type(setup.format(script=script) + "; echo rea''dy\n")
    terminal.read_until(lambda text: "ready" in text)
    terminal.type(line + "\t\t")
    print(terminal.read_until(lambda text: len(text.strip()) > len(line.strip())))
    os.kill(terminal.child, 9)


if __name__ == "__main__":
    main()
