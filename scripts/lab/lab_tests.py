"""What the USB lab holds the rig to. A test takes the lab, and may return a remark for its line."""

import fcntl
import json
import os
import pathlib
import random
import re
import subprocess
import time

from boards import wait_for
from interface import Drive, LineWatch, address

TESTS = {}


def test(function):
    TESTS[function.__name__.replace("_", "-")] = function
    return function


def selected(names):
    unknown = [name for name in names if name not in TESTS]
    if unknown:
        raise SystemExit(f"there is no test {', '.join(unknown)}; known: {', '.join(TESTS)}")
    return [(name, TESTS[name]) for name in (names or TESTS)]


# Finding boards


@test
def list_shows_every_board(lab):
    listing = lab.run("list", "--json")
    lab.expect(listing, 0)
    devices = json.loads(listing.words())
    by_serial = {device.get("serial_number"): device for device in devices}
    assert set(by_serial) == {board.serial for board in lab.boards} | {"SOLE0001"}, by_serial
    for board in lab.boards:
        device = by_serial[board.serial]
        assert device["port"] == lab.port(board)
        assert (device["vendor_id"], device["product_id"]) == ("0d28", "0204")
        assert device["driver"] == "cdc_acm" and device["interface_number"] == "00"
        assert f"dummy_hcd.{board.index}-usb" in device["path"]
        assert device["by_id"].startswith("/dev/serial/by-id/")
        assert [fit["rig"] for fit in device["rigs"]] == ["microbit-v1"]
    adapter = by_serial["SOLE0001"]
    assert adapter["driver"] == "ftdi_sio" and adapter["latency_timer_ms"] >= 0
    assert [fit["rig"] for fit in adapter["rigs"]] == ["ftdi"]


@test
def the_bus_keeps_its_contract(lab):
    """The contract test of the buses, with udev's real one."""
    bundles = list((lab.project / ".build/debug").glob("*PackageTests.xctest"))
    if not bundles:
        return "skipped: no tests are built"
    environment = os.environ | {"SOLERIG_LAB_PORTS": "4"}
    result = subprocess.run(
        [str(bundles[0]), "--testing-library", "swift-testing", "--filter", "BusContractTests"],
        cwd=lab.project, env=environment, capture_output=True, text=True, timeout=200)
    lab.log(result.stdout + result.stderr)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"[1-9]\d* tests? .*passed", result.stdout + result.stderr), result.stdout


@test
def watch_tells_what_comes_and_goes(lab):
    board = lab.boards[1]
    watch = lab.start("list", "--watch", "--json")
    try:
        wait_for(lambda: watch.words().count("present") == 4, 60, "the list")
        port = lab.port(board)
        board.unplug()
        wait_for(lambda: '"left"' in watch.words() and port in watch.words(), 20, "the departure")
        board.plug()
        wait_for(lambda: '"arrived"' in watch.words(), 20, "the arrival")
        line = [line for line in watch.words().splitlines() if '"arrived"' in line][0]
        assert json.loads(line)["serial_number"] == board.serial
        assert [fit["rig"] for fit in json.loads(line)["rigs"]] == ["microbit-v1"]
        handle = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        wait_for(lambda: '"held"' in watch.words(), 20, "the holder")
        assert f"PID {os.getpid()} " in watch.words().split('"held"')[1], watch.words()
        os.close(handle)
        wait_for(lambda: '"freed"' in watch.words(), 20, "the port to be free")
    finally:
        watch.terminate()
    assert lab.wait(watch) == 0, watch.words()


@test
def a_suggestion_finds_its_board(lab):
    suggestion = lab.run("list", "--suggest")
    board = lab.boards[2]
    block = [part for part in suggestion.words().split("# ") if board.serial in part][0]
    lines = [line for line in block.splitlines() if ": " in line and line.startswith("  ")]
    find = dict(line.strip().replace('"', "").split(": ") for line in lines)
    run = lab.test(lab.suite("short", 2, "as-fast-as-possible"), lab.rig("pasted", find))
    lab.wait(run)
    # Whatever the verdict on this board's firmware: it was this board.
    assert lab.document(run)["run"]["port"] == lab.port(board), lab.document(run)["run"]


@test
def what_does_not_fit_is_told_nearest_first(lab):
    rig = lab.rig("stranger", {"ID_VENDOR_ID": "0d28", "ID_SERIAL_SHORT": "9900ffff"})
    run = lab.run("test", "--no-history", "--rig", rig)
    lab.expect(run, 3, "nothing fits", "wanted `9900ffff`")
    words = run.words()
    assert words.index("ttyACM") < words.index("ttyUSB")
    several = lab.run("test", "--no-history", "--rig", "microbit-v1")
    lab.expect(several, 3, "3 fit", *(lab.port(board) for board in lab.boards))


@test
def no_serial_numbers(lab):
    twins = lab.boards[:2]
    for board in twins:
        board.unplug()
        board.name(None)
        board.plug()
    lab.wait_for_ports(4)
    listing = json.loads(lab.run("list", "--json").words())
    assert sum("serial_number" not in device for device in listing) == 2, listing
    find = {"ID_VENDOR_ID": "0d28", "ID_PATH": "*dummy_hcd.1-*"}
    suite = lab.suite("short", 2, "as-fast-as-possible")
    run = lab.test(suite, lab.rig("twin", find))
    lab.wait(run)
    document = lab.document(run)
    assert document["run"]["port"] == lab.port(twins[1])
    assert any("no serial number" in text for text in document["judgement"]["warnings"]), document
    find["ID_PATH"] = "*dummy_hcd.[01]-*"
    lab.expect(lab.run("test", "--no-history", "--rig", lab.rig("twins", find)), 3, "2 fit", "by ID_PATH")


# The right board


def identity(lab, process):
    return lab.document(process)["judgement"]["device"]


@test
def the_wrong_board_is_refused(lab):
    suite = lab.suite("short", 2, "as-fast-as-possible")
    good, other = lab.boards[0], lab.boards[2]
    run = lab.test(suite, lab.board_rig(good))
    lab.wait(run)
    lab.expect(run, 0)
    device = identity(lab, run)
    wanted = {"firmware_hash": f'"{device["imageHash"][:16]}"'}
    lab.bridges[2].from_host = 0
    refused = lab.test(suite, lab.board_rig(other, **wanted))
    lab.wait(refused)
    lab.expect(refused, 3, "the rig names", device["imageHash"][:16])
    assert identity(lab, refused)["uniqueID"] != device["uniqueID"]
    assert identity(lab, refused)["imageHash"] != device["imageHash"]
    # It was asked who it is, and nothing else.
    assert lab.bridges[2].from_host < 200, lab.bridges[2].from_host
    wrong = {"unique_id": "0x1234"}
    refused = lab.test(suite, lab.board_rig(good, **wrong))
    lab.wait(refused)
    lab.expect(refused, 3, "0000000000001234", device["uniqueID"])


@test
def a_held_board_names_its_holder(lab):
    board = lab.boards[0]
    port = lab.port(board)
    rig = lab.board_rig(board)
    first = lab.test(lab.suite("long", 30), rig)
    wait_for(lambda: "chip:" in first.words() or first.poll() is not None, 60, "the first run")
    short = lab.suite("short", 2, "as-fast-as-possible")
    second = lab.run("test", "--no-history", short, "--rig", rig, "--output", lab.runs_folder())
    lab.expect(second, 3, f"held by PID {first.pid} solerig")
    first.terminate()
    lab.wait(first)
    # Programs that know nothing but a lock file, or the kernel's own lock.
    lock = pathlib.Path(f"/run/lock/LCK..{os.path.basename(port)}")
    assert not lock.exists(), lock.read_text()
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text(f"{os.getpid():10}\n")
    third = lab.run("test", "--no-history", short, "--rig", rig, "--output", lab.runs_folder())
    lab.expect(third, 3, f"held by PID {os.getpid()} ")
    lock.write_text("     99999\n")
    handle = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    fcntl.flock(handle, fcntl.LOCK_EX)
    fourth = lab.run("test", "--no-history", short, "--rig", rig, "--output", lab.runs_folder())
    lab.expect(fourth, 3, f"held by PID {os.getpid()} ")
    os.close(handle)


# Whole suites


BUSY = "the chip's clock is the host's, which was busy"
# Of the default suite, what a clock that stands still at times can leave open.
TIMED = ("real_time", "clock_drift")


def expect_conformant(lab, run):
    """Every check passes and no frame is missing. An emulated chip keeps the host's time: where the
    host was busy in each of five attempts, nobody can tell whether the chip was late, and the run
    has to say just that, of that check alone."""
    judged = lab.document(run)["judgement"]
    assert judged["cases"], run.words()
    attempts, late = 0, []
    for case in judged["cases"]:
        attempts += len(case["attempts"])
        others = [check for check in case["checks"] if check["verdict"] != "pass"]
        for check in others:
            assert check["name"] in TIMED and check["verdict"] == "inconclusive", run.words()
            if check["name"] == "real_time":
                assert BUSY in json.dumps(check, ensure_ascii=False), check
                assert len(case["attempts"]) == 5, case["attempts"]
            late.append(f"{case['name']}, {check['name']}")
        assert len(others) < len(case["checks"]), f"{case['name']}: {run.words()}"
    expected = (2, "inconclusive") if late else (0, "pass")
    assert (run.returncode, judged["verdict"]) == expected, run.words()
    lost = sum((case.get("link") or {}).get("missingFromChip", 0) for case in judged["cases"])
    assert lost == 0, f"{lost} frames of the chip are missing"
    remark = f"{judged['counts']['checks']['pass']} checks passed on the chip"
    more = attempts - len(judged["cases"])
    remark += f", {more} begun again" if more else ""
    return remark + (f"; INCONCLUSIVE, the host was busy: {'; '.join(late)}" if late else "")


def whole_suite(lab, chip, rig):
    others = lab.alone(chip)
    try:
        run = lab.test("default", rig)
        lab.wait(run)
    finally:
        for name in others:
            lab.chips.do(name, "go on")
    return expect_conformant(lab, run)


@test
def default_suite_over_ftdi(lab):
    rig = lab.rig("ftdi", {"ID_SERIAL_SHORT": "SOLE0001"}, kind="adapter", chip="microbit-v1")
    return whole_suite(lab, "ftdi", rig)


@test
def default_suite_over_acm(lab):
    return whole_suite(lab, "chip0", lab.board_rig(lab.boards[0]))


@test
def two_rigs_at_once(lab):
    suite = lab.suite("both", 20, "as-fast-as-possible")
    runs = [lab.test(suite, lab.board_rig(board)) for board in lab.boards[:2]]
    for run in runs:
        lab.wait(run)
        expect_conformant(lab, run)
    ids = {identity(lab, run)["uniqueID"] for run in runs}
    assert len(ids) == 2, ids


# Flashing and resetting


def firmware(lab, name):
    return str(lab.project / ".build/firmware" / name)


@test
def a_drive_flashes_its_chip(lab):
    """By the drive of a DAPLink interface: there and back, and every time the chip tells its image."""
    board, chip = lab.boards[1], "chip1"
    suite = lab.suite("short", 2, "as-fast-as-possible")
    board.unplug()
    drive = Drive(board, lab.chips, chip, lab.folder)
    board.plug()
    lab.wait_for_ports(4)
    drive.start()
    rig = lab.board_rig(board, flash="daplink")
    try:
        other = firmware(lab, "solerig-microbit-known-bad-gyro-sign.hex")
        flash = lab.run("flash", other, "--rig", rig, "--json")
        lab.expect(flash, 0, "erases the whole chip", "microbitV1", '"skipped" : false')
        again = lab.run("flash", other, "--rig", rig)
        lab.expect(again, 0, "has this image already")
        assert drive.written == 1, drive.written
        # A record beyond the flash: well written, but nothing that the interface can use.
        bad = lab.folder / "bad.hex"
        records = pathlib.Path(firmware(lab, "solerig-microbit.hex")).read_text().splitlines()
        beyond = [":020000042000DA", ":0100000055AA"]
        bad.write_text("\n".join(records[:-1] + beyond + records[-1:]) + "\n")
        refused = lab.run("flash", str(bad), "--rig", rig)
        lab.expect(refused, 3, "the interface says", "unsupported address")
        run = lab.test(suite, rig, "--firmware", firmware(lab, "solerig-microbit.hex"))
        lab.wait(run)
        lab.expect(run, 0)
        assert drive.written == 2, drive.written
        # Another board's drive is not written to, whatever the port is.
        stranger = lab.run(
            "flash", other, "--rig", lab.board_rig(lab.boards[0], flash="daplink"))
        lab.expect(stranger, 3, "shows no drive")
    finally:
        drive.end()
        lab.chips.do(chip, "flash", file=firmware(lab, "solerig-microbit.bin"))
    return f"{drive.written} flashed, {drive.remounts} remounts"


@test
def a_chip_that_hangs_is_reset(lab):
    """By DTR over cdc_acm and by a break over ftdi_sio, as the interface hears of them; without a word
    of it the run has none. The gadget takes no break: cdc_acm asks whether a device does."""
    board = lab.boards[0]
    adapter = {"kind": "adapter", "chip": "microbit-v1"}
    ways = [
        ("dtr", "DTR", "chip0", address("0d28", "dummy_hcd.0/"), board.serial, {}),
        ("break", "a serial break", "ftdi", address("0403"), "SOLE0001", adapter),
    ]
    suite = lab.suite("short", 2, "as-fast-as-possible")
    heard = []
    for way, words, chip, place, serial, values in ways:
        def rig(name, **more):
            return lab.rig(
                name, {"ID_SERIAL_SHORT": serial}, answer_timeout_ms=5000, **values, **more)

        watch = LineWatch(place, lab.chips, chip)
        watch.start()
        lab.chips.do(chip, "pause")
        try:
            silent = lab.test(suite, rig(f"left-{way}"))
            lab.wait(silent)
            lab.expect(silent, 3, "nothing came at all")
            assert (watch.breaks, watch.drops) == (0, 0), (watch.breaks, watch.drops)
            run = lab.test(suite, rig(f"reset-{way}", reset=way))
            lab.wait(run)
            lab.expect(run, 0)
            warnings = lab.document(run)["judgement"]["warnings"]
            assert any(f"was reset by {words}" in text for text in warnings), warnings
        finally:
            watch.is_over = True
            lab.chips.do(chip, "go on")
        heard.append((watch.breaks, watch.drops))
    assert heard == [(0, 1), (1, 0)], heard
    return "DTR dropped once over cdc_acm, one break over ftdi_sio"


# Unplugging


@test
def unplug_at_random(lab):
    """At seeded moments of a run: the end within a second, exit 3, every frame in the capture."""
    generator = random.Random(lab.seed)
    board = lab.boards[0]
    suite = lab.suite("long", 20)
    rig = lab.board_rig(board)
    times = []
    for number in range(lab.unplugs):
        run = lab.test(suite, rig, "--quiet")
        wait_for(lambda: has_captured(lab, run), 120, "the run's beginning")
        time.sleep(generator.uniform(0, 2))
        lab.bridges[0].from_host = 0
        board.unplug()
        pulled = time.monotonic()
        ended = wait_for(lambda: capture_end(lab, run), 30, f"run {number} to end")
        times.append(ended - pulled)
        lab.wait(run)
        lab.expect(run, 3)
        check_whole(lab, run, judges=number % 5 == 0)
        board.plug()
        wait_for(lambda: lab.port(board), 30, "the board's return")
    times.sort()
    median, most, slowest = times[len(times) // 2], times[len(times) * 9 // 10], times[-1]
    # One in ten has to bear with what else this machine does.
    assert most <= 1 and slowest <= 5, f"runs took {median:.2f} s, at most {slowest:.2f} s, to end"
    return f"{lab.unplugs} unplugs, ended after {median:.2f} s, at most {slowest:.2f} s"


def has_captured(lab, run):
    """Whether the capture is there: the port is open, or about to be."""
    output = pathlib.Path(run.args[run.args.index("--output") + 1])
    assert run.poll() is None, run.words()
    return list(output.glob("*/capture.pcapng"))


def capture_end(lab, run):
    """When the run was over: its capture has the last word, or its process has ended."""
    if run.poll() is not None:
        return time.monotonic()
    capture = has_captured(lab, run)[0].read_bytes()
    return time.monotonic() if b"run_ended" in capture[-4000:] else None


def check_whole(lab, run, judges=True):
    judged = lab.document(run)["judgement"]
    assert judged["verdict"] == "error", judged["verdict"]
    torn = [text for text in judged["warnings"] if "not whole" in text or "last word" in text]
    assert not torn, torn
    for case in judged["cases"]:
        lost = (case.get("link") or {}).get("missingFromChip", 0)
        assert lost == 0, f"{lost} frames are missing from the capture"
    if not judges:
        return
    again = lab.run("judge", str(lab.run_of(run)))
    assert again.returncode == 3, again.words()


RETRY = "on_unplug: {wait_s: 60, retries: 2}"


@test
def a_replug_under_another_name(lab):
    board = lab.boards[0]
    run = lab.test(lab.suite("again", 120, "as-fast-as-possible", RETRY), lab.board_rig(board))
    wait_for(lambda: "chip:" in run.words(), 60, "the chip's identity")
    time.sleep(1)
    old = lab.port(board)
    # Whoever keeps a dead port open keeps its name, too. TIOCEXCL does not stop root.
    handle = os.open(old, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    board.unplug()
    time.sleep(1)
    board.plug()
    new = wait_for(lambda: lab.port(board), 30, "the board's return")
    lab.wait(run)
    os.close(handle)
    document = lab.document(run)
    assert new != old, f"it came back as {new}"
    assert document["run"]["port"] == new, document["run"]["port"]
    attempts = document["judgement"]["cases"][0]["attempts"]
    assert [attempt["verdict"] for attempt in attempts[:1]] == ["error"] and len(attempts) >= 2
    expect_conformant(lab, run)
    return f"{old} became {new}, begun {len(attempts)} times"


@test
def another_chip_after_a_replug(lab):
    board = lab.boards[0]
    run = lab.test(lab.suite("swapped", 120, "as-fast-as-possible", RETRY), lab.board_rig(board))
    wait_for(lambda: "chip:" in run.words(), 60, "the chip's identity")
    time.sleep(1)
    board.unplug()
    lab.bridges[0].swap(lab.bridges[1])
    try:
        board.plug()
        lab.wait(run)
    finally:
        lab.bridges[0].swap(lab.bridges[1])
    lab.expect(run, 3, "began with")


@test
def unplugged_adapter(lab):
    """The same over ftdi_sio, where the hypervisor pulls the plug."""
    run = lab.test(lab.suite("long", 20), "ftdi")
    wait_for(lambda: "chip:" in run.words(), 60, "the chip's identity")
    time.sleep(1)
    lab.hypervisor.execute("device_del", id="ftdi")
    pulled = time.monotonic()
    try:
        ended = wait_for(lambda: capture_end(lab, run), 30, "the run to end")
        lab.wait(run)
        lab.expect(run, 3)
        check_whole(lab, run)
    finally:
        wait_for(lambda: len(lab.ports()) == 3, 30, "the port to go")
        lab.hypervisor.execute(
            "device_add", driver="usb-serial", id="ftdi", chardev="ftdi", serial="SOLE0001")
    assert ended - pulled <= 5, f"it took {ended - pulled:.2f} s to end"
    return f"ended in {ended - pulled:.2f} s"


# Who else talks to boards


@test
def modem_manager(lab):
    """What a real ModemManager does to the ports, with the rig's udev rule and without."""
    missing = [name for name in ("ModemManager", "dbus-daemon") if not find_program(name)]
    if missing:
        return f"skipped: {', '.join(missing)} missing"
    start_dbus()
    without = probed_bytes(lab, "without-rule.log")
    # Else the rule would be praised for what nobody tried.
    assert without[1], "without the rule, ModemManager took no interest in any board"
    rule = lab.run("doctor", "--udev-rule")
    lab.expect(rule, 0, "ID_MM_DEVICE_IGNORE")
    folder = pathlib.Path("/run/udev/rules.d")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "70-solerig.rules").write_text(rule.words())
    subprocess.run(["udevadm", "control", "--reload"], check=True)
    subprocess.run(["udevadm", "trigger", "--settle"], check=True)
    try:
        check_rule(lab)
        with_rule = probed_bytes(lab, "with-rule.log")
    finally:
        (folder / "70-solerig.rules").unlink()
        subprocess.run(["udevadm", "control", "--reload"], check=True)
    assert with_rule == ([0, 0, 0], []), f"with the rule: {with_rule}"
    return f"bytes at the boards and ports taken: without the rule {without}, with it {with_rule}"


def check_rule(lab):
    """What the rule gives to each board besides: a name that stays, rights, and an adapter in haste."""
    for board in lab.boards:
        link = f"/dev/solerig/{board.serial}-if00"
        assert os.path.realpath(link) == lab.port(board), link
    adapter = None
    for port in lab.ports().values():
        words = subprocess.run(
            ["udevadm", "info", "--query=property", port], capture_output=True, text=True, check=True)
        tags = [line for line in words.stdout.splitlines() if line.startswith("TAGS=")]
        assert tags and ":uaccess:" in tags[0], words.stdout
        if "ttyUSB" in port:
            adapter = port
    assert adapter, lab.ports()
    timer = f"/sys/bus/usb-serial/devices/{os.path.basename(adapter)}/latency_timer"
    assert pathlib.Path(timer).read_text().strip() == "1", timer


def find_program(name):
    paths = [pathlib.Path(folder) / name for folder in ("/usr/sbin", "/usr/bin", "/sbin", "/bin")]
    return next((str(path) for path in paths if path.exists()), None)


def start_dbus():
    pathlib.Path("/run/dbus").mkdir(parents=True, exist_ok=True)
    if not pathlib.Path("/run/dbus/pid").exists():
        subprocess.run([find_program("dbus-daemon"), "--system", "--fork"], check=True)


def probed_bytes(lab, log):
    """Plugs every board anew beside a ModemManager: bytes that came, and ports that it took."""
    for board in lab.boards:
        board.unplug()
    wait_for(lambda: len(lab.ports()) == 1, 30, "the ports to go")
    manager = subprocess.Popen(
        [find_program("ModemManager"), "--debug"],
        stdout=open(lab.folder / log, "w"), stderr=subprocess.STDOUT)
    try:
        time.sleep(3)
        for bridge in lab.bridges:
            bridge.from_host = 0
        for board in lab.boards:
            board.plug()
        lab.wait_for_ports(4)
        time.sleep(20)
    finally:
        manager.terminate()
        manager.wait(30)
    words = (lab.folder / log).read_text()
    taken = sorted(set(re.findall(r"port grabbed: (ttyACM\d+)", words)))
    return [bridge.from_host for bridge in lab.bridges], taken
