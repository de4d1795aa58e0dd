"""Twenty small phases on a port that echoes, by OpenHTF: the whole process."""

import os
import pty
import sys
import tempfile
import threading
import tty

import openhtf as htf
import serial
from openhtf.output.callbacks import json_factory

CASES = 20


def echo():
    """A port whose far end sends back what comes."""
    master, slave = pty.openpty()
    tty.setraw(slave)

    def serve():
        while True:
            os.write(master, os.read(master, 4096))

    threading.Thread(target=serve, daemon=True).start()
    return os.ttyname(slave)


port = serial.Serial(echo(), 115200, timeout=1)


def phase(number):
    @htf.PhaseOptions(name=f"stand_{number}")
    @htf.measures(htf.Measurement(f"answer_{number}").equals(True))
    def ask(test):
        question = f"question {number}\n".encode()
        port.write(question)
        test.measurements[f"answer_{number}"] = port.read(len(question)) == question

    return ask


if __name__ == "__main__":
    test = htf.Test(*(phase(number) for number in range(CASES)), test_name="small")
    test.add_output_callbacks(json_factory.OutputToJSON(tempfile.mkdtemp() + "/small.json"))
    sys.exit(0 if test.execute(test_start=lambda: "bench") else 1)
