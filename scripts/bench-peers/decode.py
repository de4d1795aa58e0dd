"""Decodes the sole link's frames with PyPI's cobs (its C extension) and zlib's CRC-32.

Usage: decode.py FILE SECONDS; prints a line of JSON.
"""

import json
import sys
import time
from zlib import crc32

from cobs import cobs


def decode(data):
    frames = total = 0
    unpack = cobs.decode
    for chunk in data.split(b"\0"):
        if not chunk:
            continue
        frame = unpack(chunk)
        if crc32(frame[:-4]) != int.from_bytes(frame[-4:], "little"):
            raise SystemExit("decode.py: a frame was lost")
        frames += 1
        total += len(frame) + frame[1]
    return frames


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    best, rounds, end = 1e9, 0, time.monotonic() + float(sys.argv[2])
    while True:
        start = time.perf_counter()
        frames = decode(data)
        best = min(best, time.perf_counter() - start)
        rounds += 1
        if time.monotonic() > end:
            break
    print(json.dumps({
        "name": "Python cobs + zlib", "frames_per_second": round(frames / best),
        "megabytes_per_second": round(len(data) / best / 1e6), "rounds": rounds}))


main()
