#!/usr/bin/env python3
"""An SMP server on a pty, made with the PyPI package smp: it prints the pty, and adds what it is
given to a file. It runs until it is killed.

usage: server.py FILE [late] [reordered] [errors] [small] [no-params] [wild] [stuck]

late: an answer takes 50 ms. reordered: of four answers two change places. errors: every ninth
request is dropped, every eleventh answered with a checksum that is wrong. small: buffers of 96 bytes.
wild: lists an image in a slot beyond all numbers. stuck: takes every piece, and has none.
"""

import os
import pty
import struct
import sys
import time
import tty

import cbor2
import smp.packet

output, manners = sys.argv[1], set(sys.argv[2:])
host, device = pty.openpty()
tty.setraw(device)
received = bytearray()
size = 96 if "small" in manners else 256
requests = 0
held = None


def answer(header, body):
    """The lines of an answer to a request's header."""
    operation, _, _, group, number, command = struct.unpack(">BBHHBB", header)
    data = cbor2.dumps(body)
    head = struct.pack(">BBHHBB", operation & 7 | 1, 0, len(data), group, number, command)
    return b"".join(smp.packet.encode(head + data))


def handle(header, body):
    """What a request is answered with."""
    global received
    group, command = header[5], header[7]
    if (group, command) == (0, 0):
        return {"r": body.get("d", "")}
    if (group, command) == (0, 6):
        return {"rc": 8} if "no-params" in manners else {"buf_size": size, "buf_count": 4}
    if (group, command) == (0, 5):
        return {"rc": 0}
    if (group, command) == (1, 0):
        wild = {"slot": 2**63, "version": 7, "hash": -1}
        return {"images": [wild, 5, wild] if "wild" in manners else []}
    if (group, command) == (1, 1) and "stuck" in manners:
        return {"rc": 0, "off": 0}
    if (group, command) == (1, 1):
        if body["off"] == 0 and len(received) == 0:
            assert body["len"] > 0
        if body["off"] == len(received):
            received += body["data"]
            with open(output, "ab") as file:
                file.write(body["data"])
        return {"rc": 0, "off": len(received)}
    return {"rc": 8}


def serve(lines):
    """Answers one packet, given by its lines."""
    global requests, held
    decoder = smp.packet.decode()
    next(decoder)
    packet = None
    try:
        for line in lines:
            decoder.send(line)
    except StopIteration as whole:
        packet = whole.value
    if packet is None:
        return
    assert len(packet) + 4 <= size, f"a packet of {len(packet)} bytes"
    is_upload = (packet[5], packet[7]) == (1, 1)
    requests += 1
    if "errors" in manners and is_upload and requests % 9 == 0:
        return
    reply = answer(packet[:8], handle(packet[:8], cbor2.loads(packet[8:])))
    if "errors" in manners and is_upload and requests % 11 == 0:
        reply = reply[:6] + b"A" + reply[7:]
    if "late" in manners:
        time.sleep(0.05)
    if "reordered" in manners and is_upload and requests % 4 == 1 and held is None:
        held = reply
        return
    os.write(host, reply)
    if held is not None:
        os.write(host, held)
        held = None


print(os.ttyname(device), flush=True)
pending, lines = b"", []
while True:
    pending += os.read(host, 65536)
    while b"\n" in pending:
        line, pending = pending.split(b"\n", 1)
        line += b"\n"
        start = line.rfind(b"\x06\x09")
        if start >= 0:
            lines = [line[start:]]
        elif line[:2] == b"\x04\x14" and lines:
            lines.append(line)
        else:
            continue
        try:
            serve(lines)
        except smp.packet.SMPBadCRC:
            lines = []
