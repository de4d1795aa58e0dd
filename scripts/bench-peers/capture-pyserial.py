"""Reads a port into a file for some seconds with pyserial: `capture-pyserial.py PORT FILE SECONDS`."""

import sys
import time

import serial

port = serial.Serial(sys.argv[1], 3000000, timeout=0.1)
end = time.monotonic() + float(sys.argv[3])
with open(sys.argv[2], "wb") as file:
    while time.monotonic() < end:
        file.write(port.read(port.in_waiting or 1))
