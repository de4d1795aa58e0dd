#!/usr/bin/env python3
"""Puts an emulator's serial line, which connects to a Unix socket, on a pty.

usage: bridge.py FOLDER COMMAND...   with {line} in the command for the socket; prints the pty, and
runs until it is killed; the emulator goes with it
"""

import os
import pty
import select
import socket
import subprocess
import sys
import tty

folder, command = sys.argv[1], sys.argv[2:]
path = os.path.join(folder, "line")
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen(1)
emulator = subprocess.Popen(
    ["setpriv", "--pdeathsig", "KILL"]
    + [word.replace("{line}", path) for word in command],
    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
connection, _ = listener.accept()
host, device = pty.openpty()
tty.setraw(device)
print(os.ttyname(device), flush=True)
while emulator.poll() is None:
    ready, _, _ = select.select([host, connection], [], [], 1)
    if host in ready:
        connection.sendall(os.read(host, 65536))
    if connection in ready:
        data = connection.recv(65536)
        if not data:
            break
        os.write(host, data)
