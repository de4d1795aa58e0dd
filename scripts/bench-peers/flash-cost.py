#!/usr/bin/env python3
"""Counts the instructions that the bootloader spends on each byte of an upload: QEMU logs every one
of its program while it takes a few pieces. Exits with 1 where it is more than the chip has time for.

usage: flash-cost.py BOOTLOADER.elf [FILE]   JSON goes to the file
"""

import bisect
import collections
import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time

import cbor2
import smp.packet

PIECES, DATA = 5, 228
# 16 MHz, 11,520 bytes a second, 1.4 cycles an instruction; half of it is to stay free.
MOST = 16e6 / 11520 / 1.4 / 2


def request(sequence, body):
    """The lines of a request to store a piece."""
    data = cbor2.dumps(body)
    header = struct.pack(">BBHHBB", 2, 0, len(data), 1, sequence, 1)
    return b"".join(smp.packet.encode(header + data, line_length=127))


def connect(path):
    """A socket to the emulator, once it listens."""
    for _ in range(100):
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
            return line
        except OSError:
            time.sleep(0.05)
    sys.exit("flash-cost: the emulator does not listen")


def read_line(line):
    """Waits for an answer of one line."""
    text = b""
    while b"\x06\x09" not in text or not text.endswith(b"\n"):
        text += line.recv(4096)


def log(monitor, what):
    """Has the emulator log something, and waits until it does."""
    monitor.sendall(f"log {what}\n".encode())
    text = b""
    while not text.rstrip().endswith(b"(qemu)"):
        text += monitor.recv(65536)


def functions(elf):
    """Where each function of a program starts, how long it is, and its name."""
    found = []
    text = subprocess.run(
        ["arm-none-eabi-nm", "-S", elf], capture_output=True, text=True, check=True).stdout
    for words in (line.split(None, 3) for line in text.splitlines()):
        if len(words) == 4 and words[2] in "tT":
            found.append((int(words[0], 16) & ~1, int(words[1], 16), words[3]))
    return sorted(found)


def run(elf, folder):
    """Uploads some pieces: bytes on the line, and how often each address was executed."""
    image = struct.pack("<IIHHIIBBHI", 0x96F3B83D, 0, 0x100, 0, 40000, 0, 1, 2, 3, 0)
    image += bytes((7 * i + 3) & 255 for i in range(40000))
    emulator = subprocess.Popen(
        ["qemu-system-arm", "-M", "microbit", "-display", "none", "-nodefaults", "-singlestep",
         "-D", f"{folder}/log", "-kernel", elf,
         "-chardev", f"socket,id=line,path={folder}/line,server=on,wait=off",
         "-serial", "chardev:line",
         "-chardev", f"socket,id=monitor,path={folder}/monitor,server=on,wait=off",
         "-mon", "chardev=monitor,mode=readline"])
    try:
        line, monitor = connect(f"{folder}/line"), connect(f"{folder}/monitor")
        line.sendall(request(0, {"len": 40300, "off": 0, "data": image[:200]}))
        read_line(line)
        log(monitor, "exec,nochain")
        sent, offset = 0, 200
        for sequence in range(1, PIECES + 1):
            piece = request(sequence, {"off": offset, "data": image[offset:offset + DATA]})
            line.sendall(piece)
            read_line(line)
            sent, offset = sent + len(piece), offset + DATA
    finally:
        emulator.kill()
        emulator.wait()
    counts = collections.Counter()
    with open(f"{folder}/log", errors="replace") as trace:
        for text in trace:
            if place := re.match(r"Trace \d+: \S+ \[[0-9a-f]+/([0-9a-f]+)", text):
                counts[int(place[1], 16)] += 1
    return sent, counts


def main():
    elf = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        sent, counts = run(elf, folder)
    table = functions(elf)
    starts = [start for start, _, _ in table]
    names = collections.Counter()
    for address, count in counts.items():
        place = table[max(bisect.bisect_right(starts, address) - 1, 0)]
        names[place[2]] += count
    total = sum(counts.values()) / sent
    print(f"bootloader: {total:.0f} instructions a byte on the line (at most {MOST:.0f} wanted)")
    names = subprocess.run(
        ["swift", "demangle", "--simplified"], text=True, capture_output=True, check=True,
        input="".join(f"{count / sent:6.1f}  {name}\n" for name, count in names.most_common(6)))
    print(names.stdout, end="")
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w") as file:
            json.dump({"instructions_per_byte": round(total, 1), "wanted": round(MOST, 1)}, file)
    sys.exit(0 if total <= MOST else 1)


main()
