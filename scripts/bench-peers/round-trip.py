"""Round trips of 64 bytes with pyserial: `round-trip.py PORT COUNT` prints microseconds, a line each."""

import sys
import time

import serial

port = serial.Serial(sys.argv[1], 115200, timeout=1)
message = bytes(64)
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter_ns()
    port.write(message)
    if len(port.read(64)) != 64:
        sys.exit("the line failed")
    times.append(time.perf_counter_ns() - start)
print("\n".join(str(nanoseconds / 1000) for nanoseconds in times))
