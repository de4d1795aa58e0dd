"""What an interface chip does for its board: it resets the chip, and flashes it from its drive."""

import os
import pathlib
import re
import subprocess
import threading
import time

FLASH_BYTES = 0x40000
END_RECORD = b":00000001FF"


class LineWatch(threading.Thread):
    """Resets a board's chip behind a break or when DTR drops, as it hears of them on its USB."""

    def __init__(self, address, chips, chip):
        super().__init__(daemon=True)
        self.chips = chips
        self.chip = chip
        self.breaks = 0
        self.drops = 0
        if not pathlib.Path("/sys/kernel/debug/usb").exists():
            subprocess.run(["mount", "-t", "debugfs", "none", "/sys/kernel/debug"], check=True)
        bus, self.number = address
        self.file = open(f"/sys/kernel/debug/usb/usbmon/{bus}u")
        self.is_ready = True
        self.is_breaking = False
        self.is_over = False

    def run(self):
        for line in self.file:
            if self.is_over:
                return
            # Requests that set something, as they are submitted.
            found = re.search(r" S Co:\d+:(\d+):0 s (..) (..) ([0-9a-f]{4}) ", line)
            if found and int(found[1]) == self.number:
                self.hear(found[2], found[3], int(found[4], 16))

    def hear(self, kind, request, value):
        match kind, request:
            # USB's communications class, 6.2.14 and 6.2.15.
            case "21", "22":
                self.set_ready(value & 1 != 0)
            case "21", "23":
                self.set_break(value != 0)
            # FTDI's: the lines that a mask in the upper byte names; and the format, with the break.
            case "40", "01" if value & 0x100:
                self.set_ready(value & 1 != 0)
            case "40", "04":
                self.set_break(value & 0x4000 != 0)

    def set_ready(self, is_ready):
        if self.is_ready and not is_ready:
            self.drops += 1
            self.chips.do(self.chip, "reset")
        self.is_ready = is_ready

    def set_break(self, is_breaking):
        self.breaks += is_breaking and not self.is_breaking
        if self.is_breaking and not is_breaking:
            self.chips.do(self.chip, "reset")
        self.is_breaking = is_breaking


def address(vendor, place=""):
    """The bus and the number on it of a USB device, as usbmon writes them."""
    for device in pathlib.Path("/sys/bus/usb/devices").iterdir():
        try:
            if place in os.path.realpath(device) and (device / "idVendor").read_text().strip() == vendor:
                return tuple(int((device / name).read_text()) for name in ("busnum", "devnum"))
        except OSError:
            continue
    raise AssertionError(f"no device of {vendor} is plugged in {place}")


class Drive(threading.Thread):
    """A DAPLink interface's drive: what is copied onto it goes into the chip's flash."""

    NAME = "SOLERIG.HEX"

    def __init__(self, gadget, chips, chip, folder):
        super().__init__(daemon=True)
        self.gadget = gadget
        self.chips = chips
        self.chip = chip
        self.image = folder / f"{chip}.img"
        self.flashed = folder / f"{chip}-flashed.bin"
        self.remounts = 0
        self.written = 0
        self.is_over = threading.Event()
        subprocess.run(
            [find("mkfs.vfat"), "-C", "-n", "MICROBIT", str(self.image), "8192"],
            check=True, stdout=subprocess.DEVNULL)
        self.tell(None)
        gadget.add_drive(self.image)

    def tell(self, failure):
        """Writes what the drive says of the interface and of the last flash."""
        details = (
            "# DAPLink Firmware - see https://mbed.com/daplink\r\n"
            f"Unique ID: {self.gadget.serial}\r\nHIC ID: 97969900\r\nAuto Reset: 1\r\n"
            "Interface Version: 0255\r\n"
            f"Remount count: {self.remounts}\r\n")
        self.put("DETAILS.TXT", details)
        self.mtools("mdel", f"::{self.NAME}", check=False)
        self.mtools("mdel", "::FAIL.TXT", check=False)
        if failure:
            self.put("FAIL.TXT", failure + "\r\nerror type: user\r\n")

    def put(self, name, text):
        self.mtools("mcopy", "-o", "-", f"::{name}", input=text.encode())

    def mtools(self, program, *arguments, check=True, input=None):
        return subprocess.run(
            [find(program), "-i", str(self.image), *arguments], check=check, input=input,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def run(self):
        while not self.is_over.wait(0.3):
            file = self.mtools("mcopy", f"::{self.NAME}", "-", check=False)
            if file.returncode == 0 and END_RECORD in file.stdout[-20:]:
                self.take(file.stdout)

    def take(self, text):
        # The last of it is being acknowledged: then the drive goes, and the chip is written.
        time.sleep(0.5)
        self.gadget.unplug()
        failure = self.flash(text)
        self.remounts += 1
        self.written += failure is None
        self.tell(failure)
        self.gadget.plug()

    def flash(self, text):
        try:
            self.flashed.write_bytes(decode(text))
        except ValueError as error:
            return str(error)
        self.chips.do(self.chip, "flash", file=str(self.flashed))
        return None

    def end(self):
        self.is_over.set()
        self.join()
        if self.gadget.is_plugged:
            self.gadget.unplug()
        self.gadget.remove_drive()


def decode(text):
    """The flash that an Intel HEX file describes; what an interface refuses is told in its words."""
    flash = bytearray(b"\xff" * FLASH_BYTES)
    base = 0
    for line in text.split():
        record = bytes.fromhex(line[1:].decode())
        if sum(record) & 0xFF:
            raise ValueError("The hex file cannot be decoded. Checksum calculation failure occurred.")
        kind, data = record[3], record[4:-1]
        if kind == 4:
            base = int.from_bytes(data, "big") << 16
        elif kind == 0:
            address = base + int.from_bytes(record[1:3], "big")
            if address + len(data) > FLASH_BYTES:
                raise ValueError("The hex file cannot be decoded. Parser found an unsupported address.")
            flash[address : address + len(data)] = data
    return bytes(flash)


def find(name):
    for folder in ("/usr/sbin", "/usr/bin", "/sbin", "/bin"):
        if pathlib.Path(folder, name).exists():
            return f"{folder}/{name}"
    raise FileNotFoundError(name)
