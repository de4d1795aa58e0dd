"""The lab as its tests see it: boards, the hypervisor, and the rig's own program."""

import json
import os
import pathlib
import subprocess
import time

from boards import Bridge, Chips, Gadget, load_modules, wait_for

SERIALS = [f"9900000051114e45003a8018000000a{index}" for index in range(3)]
CHIPS = ["chip0", "chip1", "chip2", "ftdi"]
# What no run of the rig takes here, however slow the machine is.
RUN_LIMIT_S = 240


class Hypervisor:
    """The machine's own QMP, over a serial port that is connected to it."""

    def __init__(self):
        self.file = open("/dev/virtio-ports/qmp", "r+b", buffering=0)
        self.execute("qmp_capabilities")

    def execute(self, command, **arguments):
        request = {"execute": command, "arguments": arguments}
        self.file.write(json.dumps(request).encode() + b"\n")
        while True:
            answer = json.loads(self.line())
            if "error" in answer:
                raise AssertionError(f"{command}: {answer['error']}")
            if "return" in answer:
                return answer["return"]

    def line(self):
        line = b""
        while not line.endswith(b"\n"):
            line += self.file.read(1)
        return line


class Lab:
    def __init__(self, options):
        self.project = pathlib.Path(options.project)
        self.output = pathlib.Path(options.output)
        self.seed = options.seed
        self.unplugs = options.unplugs
        self.program = str(self.project / ".build/release/solerig")
        self.folder = self.output
        load_modules(len(SERIALS))
        self.boards = [Gadget(index, serial) for index, serial in enumerate(SERIALS)]
        self.bridges = [Bridge(board, f"chip{board.index}") for board in self.boards]
        for board, bridge in zip(self.boards, self.bridges):
            board.plug()
            bridge.start()
        self.hypervisor = Hypervisor()
        self.chips = Chips()
        self.wait_for_ports(4)

    @staticmethod
    def uptime():
        return float(pathlib.Path("/proc/uptime").read_text().split()[0])

    def begin(self, name):
        self.folder = self.output / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.runs = 0

    def log(self, text):
        with open(self.folder / "log", "a") as file:
            file.write(text + "\n")

    def restore(self):
        """Puts every board back as it was, whatever a test did."""
        for board, serial in zip(self.boards, SERIALS):
            if board.has_drive:
                if board.is_plugged:
                    board.unplug()
                board.remove_drive()
            if board.serial != serial:
                if board.is_plugged:
                    board.unplug()
                board.name(serial)
            if not board.is_plugged:
                board.plug()
        self.wait_for_ports(4)

    def alone(self, chip):
        """Lets the other chips stand still while a test runs: one that keeps time needs the machine."""
        others = [name for name in CHIPS if name != chip]
        for name in others:
            self.chips.do(name, "pause")
        return others

    def wait_for_ports(self, count):
        wait_for(lambda: len(self.ports()) == count, 30, f"{count} ports with their links")

    @staticmethod
    def ports():
        """Ports that udev is done with, by the end of their by-path names."""
        folder = pathlib.Path("/dev/serial/by-path")
        try:
            return {link.name: os.path.realpath(link) for link in folder.iterdir()}
        except FileNotFoundError:
            return {}

    def port(self, board):
        """The device file of a board; None while it has none."""
        for name, path in self.ports().items():
            if f"dummy_hcd.{board.index}-" in name:
                return path
        return None

    def rig(self, name, find, **board):
        """Writes a rig: its path."""
        lines = [f"name: {name}", f"title: {name}", "board:"]
        # Nothing on the line tells that these chips are emulated, and keep the host's time.
        values = {"kind": "microbit-v1", "emulator": "wall"} | board
        patience = values.pop("answer_timeout_ms", 30000)
        top = [f"{key}: {values.pop(key)}" for key in ("flash", "reset") if key in values]
        lines += [f"  {key}: {value}" for key, value in values.items()] + top
        # Two machines' emulators share this one's processors: a stall is no finding.
        lines += ["link:", f"  answer_timeout_ms: {patience}"]
        lines += ["find:"] + [f'  {key}: "{value}"' for key, value in find.items()]
        path = self.folder / f"{name}.yaml"
        path.write_text("\n".join(lines) + "\n")
        return str(path)

    def board_rig(self, board, **values):
        return self.rig(f"board{board.index}", {"ID_SERIAL_SHORT": board.serial}, **values)

    def suite(self, name, seconds, clock="real-time", extra=""):
        """Writes a suite of one walk: its path."""
        path = self.folder / f"{name}.yaml"
        path.write_text(
            f"name: {name}\ntitle: {name}\n{extra}\ncases:\n"
            "  - name: walk\n    requirement: Every sample counts.\n"
            f"    clock: {clock}\n    runner: {{segments: [{{walk: "
            f"{{duration_s: {seconds}, speed_m_per_s: 1.3}}}}]}}\n"
            "    checks: [sample_accounting]\n"
        )
        return str(path)

    def start(self, *arguments):
        """Starts the rig; its words go to files."""
        self.runs += 1
        stem = self.folder / f"{self.runs:03}"
        process = subprocess.Popen(
            ["nice", "-n", "5", self.program, *arguments], cwd=self.project, stdin=subprocess.DEVNULL,
            env=os.environ | {"XDG_DATA_HOME": str(self.output)},
            stdout=open(f"{stem}.out", "w"), stderr=open(f"{stem}.err", "w"))
        process.words = lambda: (
            pathlib.Path(f"{stem}.out").read_text() + pathlib.Path(f"{stem}.err").read_text())
        return process

    def run(self, *arguments):
        process = self.start(*arguments)
        self.wait(process)
        return process

    def wait(self, process):
        try:
            process.wait(RUN_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"hung: {process.args}: {process.words()}")
        return process.returncode

    def test(self, suite, rig, *more):
        return self.start(
            "test", suite, "--rig", rig, "--output", self.runs_folder(), "--no-history", *more)

    def runs_folder(self):
        return str(self.folder / f"runs{self.runs + 1:03}")

    def run_of(self, process):
        """The folder of the only run that a process left."""
        output = pathlib.Path(process.args[process.args.index("--output") + 1])
        runs = list(output.iterdir())
        assert len(runs) == 1, f"{output} has {len(runs)} runs: {process.words()}"
        return runs[0]

    def document(self, process):
        return json.loads((self.run_of(process) / "run.json").read_text())

    def expect(self, process, code, *words):
        """Holds a run to its exit code, and what it says to words."""
        text = process.words()
        assert process.returncode == code, f"exit {process.returncode}, wanted {code}: {text}"
        for word in words:
            assert word in text, f"no {word!r} in: {text}"
