"""Lines written to a port that echoes and expected back, by labgrid; prints `us TIME`, a line each."""

import os
import time

from labgrid import Target
from labgrid.driver import SerialDriver
from labgrid.resource import RawSerialPort

target = Target("bench")
RawSerialPort(target, "port", port=os.environ["BENCH_PORT"], speed=115200)
driver = SerialDriver(target, "driver")
target.activate(driver)
for number in range(300):
    start = time.perf_counter_ns()
    driver.sendline(f"question {number} end")
    driver.expect(f"question {number} end")
    print("us", (time.perf_counter_ns() - start) / 1000)
