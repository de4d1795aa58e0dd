"""Lines written to a port that echoes and expected back, by pytest-embedded; prints `us TIME`."""

import os
import sys
import tempfile
import time

import pytest


def test_expect(dut):
    for number in range(300):
        start = time.perf_counter_ns()
        dut.write(f"question {number} end")
        dut.expect_exact(f"question {number} end")
        times.append((time.perf_counter_ns() - start) / 1000)


times = []

if __name__ == "__main__":
    os.chdir(tempfile.mkdtemp())
    sys.modules["expect_pytest_embedded"] = sys.modules["__main__"]
    words = ["-q", "-p", "no:cacheprovider", "-p", "no:labgrid", "--embedded-services", "serial", "--port", os.environ["BENCH_PORT"]]
    with open(os.devnull, "w") as nowhere:
        out, sys.stdout = sys.stdout, nowhere
        result = pytest.main([*words, __file__])
        sys.stdout = out
    collected = [module for name, module in sys.modules.items() if getattr(module, "__file__", "") == __file__]
    for module in collected:
        for value in getattr(module, "times", []):
            print("us", value)
    sys.exit(int(result))
