"""Micro:bits of the USB lab: gadgets on dummy_hcd, each with an emulated chip at its end."""

import json
import os
import pathlib
import select
import subprocess
import termios
import threading
import time

GADGETS = pathlib.Path("/sys/kernel/config/usb_gadget")
# Bytes held for an end that does not take them; a real interface chip holds far fewer.
HELD_BYTES = 65_536


def load_modules(count):
    """Loads what makes and what drives the boards."""
    subprocess.run(
        ["modprobe", "-a", "cdc_acm", "ftdi_sio", "libcomposite", "usb_f_acm", "usb_f_mass_storage",
         "usb-storage", "sd_mod", "vfat", "nls_cp437", "nls_ascii", "usbmon"], check=True)
    subprocess.run(["modprobe", "dummy_hcd", f"num={count}"], check=True)
    if not GADGETS.parent.is_mount():
        subprocess.run(["mount", "-t", "configfs", "none", str(GADGETS.parent)], check=True)


class Gadget:
    """One micro:bit on USB, as far as the host can tell: 0d28:0204 with a serial line."""

    def __init__(self, index, serial):
        self.index = index
        self.path = GADGETS / f"board{index}"
        self.udc = f"dummy_udc.{index}"
        self.path.mkdir()
        self.write("idVendor", "0x0d28")
        self.write("idProduct", "0x0204")
        for folder in ("strings/0x409", "configs/c.1", "configs/c.1/strings/0x409", "functions/acm.0"):
            (self.path / folder).mkdir(parents=True, exist_ok=True)
        self.write("strings/0x409/manufacturer", "Arm")
        self.write("strings/0x409/product", "BBC micro:bit CMSIS-DAP")
        self.write("configs/c.1/strings/0x409/configuration", "serial line")
        self.name(serial)
        (self.path / "configs/c.1/acm.0").symlink_to(self.path / "functions/acm.0")
        port = (self.path / "functions/acm.0/port_num").read_text().strip()
        self.line = f"/dev/ttyGS{port}"

    def write(self, name, value):
        (self.path / name).write_text(value + "\n")

    def name(self, serial):
        """Gives it a serial number; None takes it away. Only while it is unplugged."""
        self.serial = serial
        self.write("strings/0x409/serialnumber", serial or "")

    def add_drive(self, image):
        """Gives it a drive beside its line, under the same USB device. Only while it is unplugged."""
        (self.path / "functions/mass_storage.0").mkdir(exist_ok=True)
        self.write("functions/mass_storage.0/lun.0/removable", "1")
        self.write("functions/mass_storage.0/lun.0/file", str(image))
        link = self.path / "configs/c.1/mass_storage.0"
        if not link.is_symlink():
            link.symlink_to(self.path / "functions/mass_storage.0")

    def remove_drive(self):
        link = self.path / "configs/c.1/mass_storage.0"
        if link.is_symlink():
            link.unlink()
            (self.path / "functions/mass_storage.0").rmdir()

    @property
    def has_drive(self):
        return (self.path / "configs/c.1/mass_storage.0").is_symlink()

    @property
    def is_plugged(self):
        return (self.path / "UDC").read_text().strip() != ""

    def plug(self):
        self.write("UDC", self.udc)

    def unplug(self):
        self.write("UDC", "")


class Chips:
    """The keeper of the emulated chips, outside of this machine."""

    def __init__(self):
        self.file = open("/dev/virtio-ports/chips", "r+b", buffering=0)
        self.lock = threading.Lock()

    def do(self, chip, what, **more):
        request = {"chip": chip, "do": what} | more
        with self.lock:
            self.file.write(json.dumps(request).encode() + b"\n")
            line = b""
            while not line.endswith(b"\n"):
                line += self.file.read(1)
        answer = json.loads(line)
        if "error" in answer:
            raise AssertionError(f"{request}: {answer['error']}")


class Bridge(threading.Thread):
    """Carries bytes between a gadget's line and an emulated chip, and counts them."""

    def __init__(self, gadget, chip):
        super().__init__(daemon=True)
        self.gadget = gadget
        self.chip = os.open(f"/dev/virtio-ports/{chip}", os.O_RDWR | os.O_NONBLOCK)
        self.line = None
        self.to_chip = bytearray()
        self.to_host = bytearray()
        # Bytes that the host has sent since it was set to 0.
        self.from_host = 0
        self.lock = threading.Lock()

    def swap(self, other):
        """Puts the other bridge's chip behind this gadget, and this one's behind the other."""
        with self.lock, other.lock:
            self.chip, other.chip = other.chip, self.chip
            for bridge in (self, other):
                bridge.to_chip.clear()
                bridge.to_host.clear()

    def run(self):
        while True:
            with self.lock:
                reads, writes = self.wanted()
            try:
                readable, writable, _ = select.select(reads, writes, [], 0.02)
            except (OSError, ValueError):
                self.hang_up()
                continue
            with self.lock:
                self.move(readable, writable)

    def wanted(self):
        if self.line is None:
            self.open_line()
        line = [] if self.line is None else [self.line]
        writes = (line if self.to_host else []) + ([self.chip] if self.to_chip else [])
        return [self.chip] + line, writes

    def open_line(self):
        if not self.gadget.is_plugged:
            return
        try:
            self.line = os.open(self.gadget.line, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            settings = termios.tcgetattr(self.line)
            settings[0] = settings[1] = settings[3] = 0
            settings[2] = termios.CS8 | termios.CREAD | termios.CLOCAL
            settings[6][termios.VMIN] = 1
            settings[6][termios.VTIME] = 0
            termios.tcsetattr(self.line, termios.TCSANOW, settings)
        except (OSError, termios.error):
            self.hang_up()

    def hang_up(self):
        if self.line is not None:
            os.close(self.line)
        self.line = None
        self.to_host.clear()
        time.sleep(0.02)

    def move(self, readable, writable):
        if self.line is not None and self.line in readable:
            data = self.read(self.line)
            if not data:
                self.hang_up()
                return
            self.from_host += len(data)
            self.to_chip += data
        if self.chip in readable:
            self.to_host += self.read(self.chip) or b""
            # Nobody listens: an interface chip has no room for that either.
            if self.line is None or len(self.to_host) > HELD_BYTES:
                self.to_host.clear()
        self.drain(self.chip, self.to_chip, writable)
        if self.line is not None:
            self.drain(self.line, self.to_host, writable)

    def drain(self, descriptor, data, writable):
        if not data or descriptor not in writable:
            return
        try:
            del data[: os.write(descriptor, data)]
        except BlockingIOError:
            return
        except OSError:
            data.clear()

    def read(self, descriptor):
        try:
            return os.read(descriptor, 16_384)
        except BlockingIOError:
            return b"" if descriptor == self.chip else b" "[:0]
        except OSError:
            return b""


def wait_for(condition, seconds, what):
    """Waits until a condition holds; fails the test where it does not in time."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not after {seconds} s")
        time.sleep(0.02)
