"""Twenty small tests on a port that echoes, by pytest-embedded: the whole process."""

import os
import pty
import sys
import tempfile
import threading
import tty

import pytest


@pytest.mark.parametrize("number", range(20))
def test_answer(dut, number):
    dut.write(f"question {number} end")
    dut.expect_exact(f"question {number} end")


if __name__ == "__main__":
    master, slave = pty.openpty()
    tty.setraw(slave)

    def serve():
        while True:
            os.write(master, os.read(master, 4096))

    threading.Thread(target=serve, daemon=True).start()
    os.chdir(tempfile.mkdtemp())
    words = ["--embedded-services", "serial", "--port", os.ttyname(slave), "--junitxml", "junit.xml"]
    sys.exit(int(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:labgrid", *words, __file__])))
