#!/usr/bin/env python3
"""Makes the test vectors of the wire contract, apart from the project's own codec.

COBS is PyPI's `cobs`, the CRC-32 zlib's, packing `struct`'s; only the contract's YAML is shared.
Setup and use:

    python3 -m venv .build/venv && .build/venv/bin/pip install cobs pyyaml
    .build/venv/bin/python protocols/vectors/make.py

frames.json: messages as fields, as decoded bytes (type, sequence, payload, CRC-32) and on the wire.
streams.json: bytes of the line, and the chunks, messages and counts that a receiver finds in them.
corpus/: inputs the fuzzers start from (see scripts/fuzz).

Bytes are hexadecimal. Numbers of 64 bits are decimal strings, since JSON readers may round them.
"""

import json
import pathlib
import random
import struct
import zlib

import yaml
from cobs import cobs

HERE = pathlib.Path(__file__).resolve().parent
CONTRACT = yaml.safe_load((HERE.parent / "sole-link.yaml").read_text())
PACK = {"u8": "<B", "u16": "<H", "u32": "<I", "u64": "<Q", "i16": "<h", "i32": "<i"}
MESSAGES = {message["name"]: message for message in CONTRACT["messages"]}
PAYLOAD_BYTES = CONTRACT["limits"]["payload_bytes"]
# The shortest and the longest COBS-encoded frame, without delimiters.
SHORTEST, LONGEST = 7, 255


# The codec.


def scalar(kind):
    """The number type behind a field type, or None."""
    if kind in PACK:
        return kind
    for group in ("enums", "flags"):
        if kind in CONTRACT[group]:
            return CONTRACT[group][kind]["type"]
    return None


def pack_field(field, value):
    kind = field["type"]
    if kind in CONTRACT["enums"]:
        value = CONTRACT["enums"][kind]["values"][value]["value"]
    if kind in CONTRACT["flags"]:
        value = sum(1 << CONTRACT["flags"][kind]["bits"][name]["bit"] for name in value)
    if scalar(kind):
        return struct.pack(PACK[scalar(kind)], int(value))
    if kind == "text":
        return value.encode()
    if kind == "list":
        fields = CONTRACT["records"][field["of"]]["fields"]
        return b"".join(pack_field(f, v) for item in value for f, v in zip(fields, item))
    return bytes.fromhex(value)


def pack(name, values):
    fields = MESSAGES[name]["fields"]
    assert set(values) == {field["name"] for field in fields}, name
    return b"".join(pack_field(field, values[field["name"]]) for field in fields)


def decoded_frame(kind, sequence, payload):
    contents = bytes([kind, sequence]) + payload
    return contents + struct.pack("<I", zlib.crc32(contents))


def wire(decoded):
    return b"\0" + cobs.encode(decoded) + b"\0"


def frame(name, sequence=0, values=None):
    values = TYPICAL[name] if values is None else values
    return wire(decoded_frame(MESSAGES[name]["type"], sequence, pack(name, values)))


def raw_frame(kind, payload=b"", sequence=0):
    return wire(decoded_frame(kind, sequence, payload))


def message_of(sender, contents):
    """The name of a good frame's message, or what is wrong with it."""
    message = next(
        (m for m in MESSAGES.values() if m["type"] == contents[0] and m["from"] == sender), None)
    if message is None:
        return "unknown_type"
    payload, offset = contents[2:], 0
    for field in message["fields"]:
        kind = field["type"]
        if scalar(kind):
            size = struct.calcsize(PACK[scalar(kind)])
            if offset + size > len(payload):
                return "malformed_payload"
            value = struct.unpack_from(PACK[scalar(kind)], payload, offset)[0]
            if kind in CONTRACT["enums"]:
                values = CONTRACT["enums"][kind]["values"].values()
                if value not in [v["value"] for v in values]:
                    return "malformed_payload"
        elif kind.startswith("bytes"):
            size = int(kind[5:])
        elif kind == "list":
            size = len(payload) - offset
            each = sum(
                struct.calcsize(PACK[f["type"]])
                for f in CONTRACT["records"][field["of"]]["fields"])
            most = CONTRACT["limits"]["samples_per_frame"]
            if size <= 0 or size % each or size // each > most:
                return "malformed_payload"
        else:
            size = len(payload) - offset
            if size < 0:
                return "malformed_payload"
        offset += size
    return message["name"] if offset == len(payload) else "malformed_payload"


def examine(sender, chunk):
    if len(chunk) > LONGEST:
        return {"kind": "oversize", "bytes": len(chunk)}
    if len(chunk) < SHORTEST:
        return {"kind": "noise", "bytes": len(chunk)}
    try:
        decoded = cobs.decode(chunk)
    except cobs.DecodeError:
        return {"kind": "cut", "bytes": len(chunk)}
    contents, crc = decoded[:-4], struct.unpack("<I", decoded[-4:])[0]
    if zlib.crc32(contents) != crc:
        return {"kind": "crc_error", "bytes": len(chunk)}
    return {
        "kind": "frame", "bytes": len(chunk), "frame": contents.hex(),
        "message": message_of(sender, contents)}


COUNTERS = {
    "frame": "frames", "noise": "noise_chunks", "cut": "cut_frames",
    "oversize": "oversize_frames", "crc_error": "crc_errors"}


def stream(name, data, sender="host"):
    *ended, pending = data.split(b"\0")
    chunks = [examine(sender, chunk) for chunk in ended if chunk]
    counters = {label: sum(c["kind"] == kind for c in chunks) for kind, label in COUNTERS.items()}
    counters["discarded_bytes"] = sum(c["bytes"] for c in chunks if c["kind"] != "frame")
    for label in ("unknown_type", "malformed_payload"):
        counters[label + "s"] = sum(c.get("message") == label for c in chunks)
    return {
        "name": name, "from": sender, "bytes": data.hex(), "chunks": chunks, "counters": counters,
        "pending_bytes": len(pending)}


# Frames: every message with typical and extreme values.

HASH = str(0x0123456789ABCDEF)
TYPICAL = {
    "hello": {"contract_hash": HASH},
    "configure": {
        "sample_rate": 200, "side": "right", "leg_length": 900, "mounting_w": 11585,
        "mounting_x": 0, "mounting_y": -11585, "mounting_z": 0, "calibration": 10125,
        "recording": "by_itself", "record_interval": 30, "when_full": "overwrite_oldest",
        "units": "imperial", "reports": ["totals", "stride_based_speed_and_distance"],
        "feedback": ["cadence_low", "fatigue_cadence"], "feedback_interval": 45, "body_mass": 715,
        "goal_time": 3600, "goal_distance": 10000, "goal_calories": 750, "goal_steps": 11000,
        "cadence_limit": 1650, "overstride_limit": 33, "impact_limit": 1250,
        "heel_strike_speed": 3900, "pronation_limit": 145, "sprint_speed": 6100},
    "start": {"session": 7, "clock": "as_fast_as_possible"},
    "stop": {"session": 7, "end_index": 12000},
    "samples": {
        "first_index": 4000,
        "samples": [[12, -34, 2048, 16, -164, 3], [0, 0, 2047, 0, 0, 0], [-900, 256, 0, 1, 2, 4]]},
    "time_sync": {"exchange": 41},
    "status_query": {},
    "record_read": {"record": 2, "offset": 480, "length": 240},
    "record_erase": {"record": 2},
    "loopback": {"data": "00112233445566778899aabbccddeeff"},
    "reset": {},
    "enter_bootloader": {},
    "record_query": {"record": 3},
    "record_fetched": {"record": 2},
    "totals_query": {},
    "identity": {
        "contract_hash": HASH, "unique_id": str(0x123456789ABCDEF1), "board": "microbit_v1",
        "flavour": "release", "reset_reason": "pin", "version_major": 1, "version_minor": 2,
        "version_revision": 345, "boots": 3, "buffer_samples": 128,
        "calibration": 9875,
        "image_hash": bytes(range(32)).hex()},
    "credit": {"next_index": 256, "free_slots": 96, "consumed": 224, "underruns": 0},
    "stride": {
        "sent": "83412345", "emitted_index": 1234, "number": 11, "start_midstance": 15360,
        "toe_off": 16201, "initial_contact": 17001, "end_midstance": 18993, "stride_time": 11353,
        "stride_length": 1312, "speed": 1156, "cadence": 1057, "contact_time": 6871,
        "swing_time": 4482, "flight_time": -1195, "duty_factor": 605, "strike_angle": 213,
        "pronation": -62, "impact": 412, "braking": 187, "clearance": 94, "strike": "rearfoot",
        "activity": "walk", "quality": ["gyro_clipped", "turned"]},
    "summary": {
        "sent": "90000001", "sample_index": 1400, "activity": "run", "strides": 12,
        "distance": 15744, "moving_time": 13620, "speed": 3120, "cadence": 1684,
        "good_strides": 9, "mean_stride_time": 7112, "spread_stride_time": 91,
        "mean_stride_length": 2219, "spread_stride_length": 48, "mean_contact_time": 2510,
        "spread_contact_time": 44, "mean_strike_angle": -31, "spread_strike_angle": 12,
        "mean_pronation": 58, "spread_pronation": 9},
    "feedback": {
        "sent": "90000001", "sample_index": 1400, "kind": "cadence_low", "stride": 11,
        "value": 1510, "limit": 1600},
    "time_sync_reply": {"exchange": 41, "received": "5000000123", "sent": "5000000188"},
    "status": {
        "uptime": "123456789", "load": 231, "stack_used": 1404, "stack_size": 4096,
        "receive_queue_used": 300, "send_queue_used": 270, "sample_queue_used": 96,
        "late_ticks": 1, "uart_overruns": 2, "uart_line_errors": 3, "frames_received": 4000,
        "noise_chunks": 5, "cut_frames": 6, "oversize_frames": 7, "crc_errors": 8,
        "unknown_types": 9, "malformed_payloads": 10, "sequence_gaps": 11, "discarded_bytes": 1200,
        "samples_skipped": 13, "samples_late": 14, "samples_overflowed": 15,
        "samples_consumed": 16000, "unsent_frames": 17, "first_tick": "43456789",
        "worst_sample": 612},
    "record_chunk": {"record": 2, "offset": 480, "data": "010203000405"},
    "phone_payload": {
        "sent": "90000002", "sample_index": 1400, "service": "running_speed_and_cadence",
        "data": "07200354830000e02e0000"},
    "log": {"sent": "1500", "level": "warning", "text": "sample 3 µs late"},
    "panic": {
        "sent": "77", "program_counter": 0x6A3C, "link_register": 0x6A01,
        "status_register": 0x61000003, "stack_pointer": 0x20000F80, "r0": 0, "r1": 1,
        "r2": 0xDEADBEEF, "r3": 0x40002000, "r12": 0xFFFFFFFF},
    "loopback_reply": {"data": "00112233445566778899aabbccddeeff"},
    "acknowledgement": {"request": 3, "sequence": 255, "result": "wrong_state"},
    "sample_fault": {"kind": "skipped", "first_index": 4000, "count": 20},
    "record_info": {
        "record": 3, "state": ["cut", "fetched"], "session": 7, "sample_rate": 200,
        "record_interval": 30, "bytes": 70656, "strides": 5412, "distance": 13012345,
        "duration": 3600125},
    "record_event": {
        "sent": "90000003", "sample_index": 2000, "kind": "begun", "record": 3},
    "progress": {
        "sent": "90000004", "sample_index": 60000, "kind": "split", "number": 1,
        "value": 298765, "distance": 1001234, "moving_time": 299100},
    "advice": {
        "sent": "90000005", "sample_index": 720000, "kind": "heel_strike", "share": 312,
        "value": 187, "limit": 74},
    "totals": {
        "sent": "90000006", "sample_index": 720000, "scope": "lifetime", "steps": 1234567,
        "distance": "987654321012", "walk_time": 40000, "run_time": 360000, "calories": 312345,
        "walk_strides": 40123, "run_strides": 577160, "rearfoot_strides": 400000,
        "midfoot_strides": 200000, "forefoot_strides": 17000, "sprints": 33, "top_speed": 7890,
        "pace": 305, "mean_pace": 331, "best_400_m": 88123, "best_1_km": 240456,
        "best_5_km": 1300789, "longest": 21123456, "records": 212},
}


def room(message):
    """Bytes that are left for a message's variable field."""
    used = 0
    for field in message["fields"]:
        if scalar(field["type"]):
            used += struct.calcsize(PACK[scalar(field["type"])])
        elif field["type"].startswith("bytes"):
            used += int(field["type"][5:])
    return PAYLOAD_BYTES - used


def limit_of(number, is_high):
    bits = int(number[1:])
    low, high = (0, 2**bits - 1) if number[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    value = high if is_high else low
    return str(value) if bits == 64 else value


def extreme(message, field, is_high):
    kind = field["type"]
    if kind in CONTRACT["enums"]:
        values = CONTRACT["enums"][kind]["values"]
        pick = max if is_high else min
        return pick(values, key=lambda name: values[name]["value"])
    if kind in CONTRACT["flags"]:
        return list(CONTRACT["flags"][kind]["bits"]) if is_high else []
    if kind in PACK:
        return limit_of(kind, is_high)
    if kind == "list":
        record = CONTRACT["records"][field["of"]]["fields"]
        item = [limit_of(f["type"], is_high) for f in record]
        return [item] * (CONTRACT["limits"]["samples_per_frame"] if is_high else 1)
    if kind == "text":
        return "z" * room(message) if is_high else ""
    count = int(kind[5:]) if kind.startswith("bytes") else room(message) if is_high else 0
    return (b"\xff" if is_high else b"\0").hex() * count


def frame_vector(name, message, sequence, values):
    payload = pack(message, values)
    decoded = decoded_frame(MESSAGES[message]["type"], sequence, payload)
    sender = MESSAGES[message]["from"]
    assert message_of(sender, decoded[:-4]) == message
    return {
        "name": name, "from": sender, "message": message, "sequence": sequence, "fields": values,
        "decoded": decoded.hex(), "wire": wire(decoded).hex()}


def without_zeros(kind, length):
    """A sequence number and payload whose whole decoded frame has no zero byte."""
    payload = bytes(1 + index % 255 for index in range(length))
    for sequence in range(1, 256):
        if 0 not in decoded_frame(kind, sequence, payload):
            return sequence, payload
    raise AssertionError("no such frame")


def every_value_vectors():
    """Each value of each enumeration, and each flag, once."""
    for message in MESSAGES.values():
        for field in message["fields"]:
            kind = field["type"]
            for value in CONTRACT["enums"].get(kind, {}).get("values", {}):
                values = TYPICAL[message["name"]] | {field["name"]: value}
                yield frame_vector(
                    f"{message['name']}, {field['name']} {value}", message["name"], 9, values)
            for bit in CONTRACT["flags"].get(kind, {}).get("bits", {}):
                values = TYPICAL[message["name"]] | {field["name"]: [bit]}
                yield frame_vector(
                    f"{message['name']}, {field['name']} {bit}", message["name"], 9, values)


def frame_vectors():
    for index, message in enumerate(MESSAGES.values()):
        name = message["name"]
        yield frame_vector(f"{name}, typical", name, index, TYPICAL[name])
        if not message["fields"]:
            continue
        for is_high in (False, True):
            label = "largest" if is_high else "smallest"
            values = {f["name"]: extreme(message, f, is_high) for f in message["fields"]}
            yield frame_vector(f"{name}, {label} values", name, 255 if is_high else 0, values)
    yield from every_value_vectors()
    kind = MESSAGES["loopback"]["type"]
    # COBS starts a new block after 254 bytes without a zero: around that, and zeros at the ends.
    for length in (246, 247, 248):
        sequence, payload = without_zeros(kind, length)
        yield frame_vector(
            f"{length + 6} decoded bytes without a zero", "loopback", sequence,
            {"data": payload.hex()})
    for label, data in {
        "one zero": b"\0", "a zero in front": b"\0abc", "a zero at the end": b"abc\0",
        "zeros only": b"\0" * 248, "no zeros": b"\xff" * 248, "every other byte zero": b"\0\1" * 124,
        "bytes that look like codes": bytes(range(1, 12)) + b"\xff\xfe\0\xff",
        "247 bytes and a zero": b"\1" * 247 + b"\0", "a zero and 247 bytes": b"\0" + b"\1" * 247,
    }.items():
        yield frame_vector(f"loopback of {label}", "loopback", 1, {"data": data.hex()})


# Streams: what a receiver must find.


def flipped(data, index, bits):
    return data[:index] + bytes([data[index] ^ bits]) + data[index + 1:]


def garbage(source, count):
    return bytes(source.randrange(256) for _ in range(count))


def streams():
    hello = frame("hello", 3)
    query = frame("status_query", 4)
    start = frame("start", 5)
    samples = frame("samples", 6)
    sequence, payload = without_zeros(0x0A, 248)
    longest = raw_frame(0x0A, payload, sequence)
    zeros = raw_frame(0x0A, b"\0" * 248)
    half = len(samples) // 2

    yield stream("nothing", b"")
    yield stream("delimiters only", b"\0" * 9)
    yield stream("one frame", hello)
    yield stream("a frame without its first delimiter", hello[1:])
    yield stream("a frame without its last delimiter waits", hello[:-1])
    yield stream("two frames back to back", hello + query)
    yield stream("two frames with one delimiter between", hello + query[1:])
    yield stream("empty chunks between frames", hello + b"\0\0\0" + query + b"\0" + start)
    yield stream("the shortest frame", query)
    yield stream("longest frames without a zero, back to back", longest * 3)
    yield stream("longest frames of zeros, back to back", zeros * 3)
    yield stream("longest frames of both kinds, one delimiter between", longest + zeros[1:] + query)

    yield stream("noise before the first frame", b"\x41\x42\x43" + hello)
    yield stream("one byte of noise between frames", hello + b"\xff" + query)
    yield stream("six bytes of noise, a code past the end", b"\0\x41bcdef\0" + query)
    yield stream("seven bytes with a code past the end", b"\0\x41bcdefg\0" + query)
    yield stream("noise that decodes to five bytes", b"\0\6abcde\0" + query)
    yield stream("noise of ones", b"\1\1\1\1\0" + query)
    yield stream("noise after the last frame waits", hello + b"\5ab")
    yield stream("noise chunks, one after the other", b"\1\0\2a\0\3ab\0\1\1\0" + query)

    yield stream("a frame cut in the middle", samples[:half] + query)
    yield stream("a frame cut after one byte", samples[:2] + query)
    yield stream("a frame without its last byte", samples[:-2] + b"\0" + query)
    yield stream("a frame without its first byte", b"\0" + samples[2:] + query)
    yield stream("a stream that begins within a frame", samples[half:] + query)
    yield stream("a code that points past the end", b"\0\x20abc\0" + query)
    yield stream("a code one past the end", b"\0\7abcde\0" + query)
    yield stream("two frames run together", samples[:-1] + query[1:] + hello)
    yield stream("the longest frame cut", longest[:200] + b"\0" + query)

    yield stream("255 bytes that are no frame", b"\0" + b"\xff" * 255 + b"\0" + query)
    yield stream("255 ones", b"\0" + b"\1" * 255 + b"\0" + query)
    yield stream("256 bytes", b"\0" + b"\xff" * 256 + b"\0" + query)
    yield stream("256 bytes, then a frame at once", b"\xff" * 256 + query[:1] + query[1:])
    yield stream("the longest frame with a byte too many", longest[:-1] + b"\1\0" + query)
    yield stream("600 bytes without a delimiter", b"\x55" * 600 + query)
    yield stream("600 bytes without a delimiter wait", query + b"\x55" * 600)
    yield stream("oversize chunks, one after the other", (b"\x55" * 300 + b"\0") * 2 + query)

    yield stream("a bit of the type changed", flipped(samples, 2, 0x40) + query)
    yield stream("a bit of the sequence changed", flipped(samples, 3, 0x40) + query)
    yield stream("a bit of the payload changed", flipped(samples, half, 0x40) + query)
    yield stream("a bit of the CRC changed", flipped(samples, len(samples) - 2, 0x40) + query)
    yield stream("a code changed", flipped(samples, 1, 0x01) + query)
    yield stream("a byte became a delimiter", samples[:half] + b"\0" + samples[half + 1:] + query)
    yield stream("a delimiter was changed", samples[:-1] + b"\x80" + query + hello)
    yield stream("a byte dropped", samples[:half] + samples[half + 1:] + query)
    yield stream("a byte doubled", samples[:half] + samples[half - 1:] + query)
    yield stream("a CRC of zeros", wire(b"\7\0\0\0\0\0") + query)
    yield stream("a big-endian CRC", wire(
        decoded_frame(7, 0, b"")[:2] + decoded_frame(7, 0, b"")[:1:-1]) + query)

    for kind in (0x00, 0x10, 0x7F, 0x80, 0x94, 0xFF):
        yield stream(f"unknown type 0x{kind:02X}", raw_frame(kind, b"abc") + query)
    yield stream("the chip's message from the host", raw_frame(0x82, b"\0" * 14) + query)
    yield stream("the host's message from the chip", query + frame(
        "acknowledgement"), "chip")

    for message in MESSAGES.values():
        fields = message["fields"]
        values = TYPICAL[message["name"]]
        good = frame(message["name"], 8)
        payload = pack(message["name"], values)
        wrong = []
        if fields and fields[-1]["type"] not in ("data", "text"):
            wrong.append(payload[:-1])
        if not fields or fields[-1]["type"] not in ("data", "text"):
            wrong.append(payload + b"\0")
        if len(fields) > 1:
            wrong.append(b"")
        offset = 0
        for field in fields:
            if field["type"] in CONTRACT["enums"]:
                wrong.append(payload[:offset] + b"\xee" + payload[offset + 1:])
            size = scalar(field["type"])
            offset += struct.calcsize(PACK[size]) if size else 0
        data = b"".join(raw_frame(message["type"], each) for each in wrong)
        if wrong:
            yield stream(f"malformed {message['name']}", data + good, message["from"])
    yield stream("samples without a sample", raw_frame(5, bytes(4)) + samples)
    yield stream("samples with a piece of a sample", raw_frame(5, bytes(4 + 12 + 5)) + samples)

    every = [
        b"\x41\x42\x43\0", samples[:half] + b"\0", b"\x55" * 300 + b"\0",
        flipped(samples, half, 0x40), raw_frame(0x7F), raw_frame(3, b"\1"), b"\0\0\0"]
    yield stream("a good frame after each kind of garbage", b"".join(e + hello for e in every))
    source = random.Random(20261121)
    for count in (40, 300, 700):
        data = b""
        for _ in range(4):
            data += garbage(source, count) + b"\0" + samples + hello
        yield stream(f"random garbage of {count} bytes between frames", data)
    data = b""
    for _ in range(60):
        index = source.randrange(1, len(samples) - 1)
        bits = 1 << source.randrange(8)
        data += flipped(samples, index, bits) + query
    yield stream("sixty frames with a changed bit", data)


# The corpus of the fuzzers.


def app_frame(kind, payload=b""):
    return bytes([1, kind, len(payload)]) + payload


def app_message(name, values=None):
    return app_frame(MESSAGES[name]["type"], pack(name, values or TYPICAL[name]))


def app_samples(first, count):
    item = [100, -200, 2048, 30, -400, 50]
    return app_message("samples", {"first_index": first, "samples": [item] * count})


def app_inputs():
    """Inputs of the app's fuzzer: operations, as Tests/SoleAppTests/AppScript.swift reads them."""
    ticks, poll, room_for = (lambda n: bytes([2, n])), bytes([3]), (lambda n: bytes([4, n]))
    yield "hello", app_message("hello")
    yield "raw", bytes([0, 8]) + raw_frame(7)
    yield "every-request", b"".join(
        app_message(m["name"]) for m in MESSAGES.values() if m["from"] == "host")
    fast = app_message("start", {"session": 1, "clock": "as_fast_as_possible"})
    real = app_message("start", {"session": 1, "clock": "real_time"})
    stop = lambda end: app_message("stop", {"session": 1, "end_index": end})
    status = app_message("status_query")
    yield "fast", fast + b"".join(app_samples(i * 20, 20) + poll * 3 for i in range(6)) + stop(
        120) + poll + status
    yield "fast-gap", fast + app_samples(0, 7) + poll + app_samples(900, 7) + poll * 8 + stop(2000)
    yield "fast-late", fast + app_samples(0, 20) + app_samples(10, 20) + poll * 5 + stop(30) + poll
    yield "fast-overflow", fast + b"".join(app_samples(i * 20, 20) for i in range(8)) + poll * 20
    yield "fast-full-queue", fast + room_for(0) + app_samples(0, 20) + poll + stop(20) + poll + (
        room_for(255) + poll * 4)
    yield "real", real + b"".join(app_samples(i * 20, 20) for i in range(5)) + ticks(120) + stop(
        120) + ticks(20) + status
    yield "real-gap", real + app_samples(0, 20) + app_samples(40, 20) + app_samples(80, 20) + (
        app_samples(100, 10)) + ticks(200) + stop(300) + status
    for rate in (99, 100, 400, 401):
        configure = app_message("configure", TYPICAL["configure"] | {"sample_rate": rate})
        yield f"rate-{rate}", configure + fast + app_samples(0, 20) + poll * 4 + stop(20)
    shoe = app_message("configure", TYPICAL["configure"] | {
        "recording": "by_session", "record_interval": 0, "calibration": 0, "mounting_w": 0,
        "mounting_y": 0, "reports": list(CONTRACT["flags"]["reports"]["bits"]),
        "feedback": list(CONTRACT["flags"]["feedback_rules"]["bits"])})
    kept = shoe + fast + b"".join(app_samples(i * 20, 20) + poll * 3 for i in range(15)) + stop(
        300) + poll
    yield "record", kept + app_message("record_query", {"record": 0}) + app_message(
        "record_read", {"record": 1, "offset": 0, "length": 240}) + app_message(
        "record_fetched", {"record": 1}) + app_message("totals_query") + kept + app_message(
        "record_erase", {"record": 9})
    intervals = {"record_interval": 1, "recording": "by_session"}
    yield "record-intervals", app_message("configure", TYPICAL["configure"] | intervals) + real + b"".join(app_samples(i * 20, 20) + ticks(20) for i in range(30)) + stop(
        2**32 - 1) + ticks(255) * 3
    yield "far-ahead", fast + app_samples(65535, 1) + poll + app_samples(2**32 - 2, 1) + poll + (
        stop(2**32 - 1) + poll)


def write_rows(path, key, rows):
    text = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    path.write_text(
        f'{{"made_by":"protocols/vectors/make.py","{key}":[\n{text}\n]}}\n', encoding="utf-8")
    print(f"{path.name}: {len(rows)} vectors, {path.stat().st_size} bytes")


def main():
    every_stream = list(streams())
    write_rows(HERE / "frames.json", "frames", list(frame_vectors()))
    write_rows(HERE / "streams.json", "streams", every_stream)
    for name in ("decoder", "app"):
        folder = HERE / "corpus" / name
        folder.mkdir(parents=True, exist_ok=True)
    for row in every_stream:
        data = bytes.fromhex(row["bytes"])
        if 0 < len(data) <= 400:
            name = "".join(c if c.isalnum() else "-" for c in row["name"].lower())
            (HERE / "corpus" / "decoder" / name).write_bytes(data)
    for name, data in app_inputs():
        (HERE / "corpus" / "app" / name).write_bytes(data)


if __name__ == "__main__":
    main()
