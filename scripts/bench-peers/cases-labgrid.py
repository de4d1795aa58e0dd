"""Twenty small tests on a port that echoes, by pytest and labgrid: the whole process."""

import os
import pty
import sys
import tempfile
import threading
import tty

import pytest


@pytest.mark.parametrize("number", range(20))
def test_answer(target, number):
    driver = target.get_driver("SerialDriver")
    driver.sendline(f"question {number} end")
    driver.expect(f"question {number} end")


if __name__ == "__main__":
    master, slave = pty.openpty()
    tty.setraw(slave)

    def serve():
        while True:
            os.write(master, os.read(master, 4096))

    threading.Thread(target=serve, daemon=True).start()
    folder = tempfile.mkdtemp()
    with open(folder + "/bench.yaml", "w") as bench:
        bench.write(
            "targets:\n  main:\n    resources:\n      RawSerialPort:\n"
            f"        port: {os.ttyname(slave)}\n        speed: 115200\n"
            "    drivers:\n      SerialDriver: {}\n"
        )
    words = ["--lg-env", folder + "/bench.yaml", "--junitxml", folder + "/junit.xml"]
    words += ["-p", "no:pytest_embedded", "-p", "no:cacheprovider", "-q"]
    sys.exit(int(pytest.main([*words, __file__])))
