"""Decodes phone payloads, a line each of service and hexadecimal bytes, into a line of JSON each.

BLE: by the Bluetooth SIG's own descriptions of the characteristics, which bleak-sigspec carries. Its own
unpacking pads fields as C does, so fields are taken apart here, in the order, types and by the flags of
the description. ANT+: by the tables of the device profile Stride Based Speed and Distance Monitor; no
package on PyPI (pycycling, openant, antplus) decodes it.
"""
import json
import struct
import sys

from bleak_sigspec import utils


def measurement(data):
    """RSC Measurement, 0x2A53: flags, then the fields that they say are there."""
    fields = utils.get_xml_char("RSC Measurement").fields
    flags = fields["Flags"]["BitField"]
    is_set = {
        name: bool(data[0] >> int(flag["index"]) & 1) for name, flag in flags.items()
    }
    met = {
        flag["Enumerations"]["Requires"]["1"]
        for name, flag in flags.items()
        if is_set[name] and "Requires" in flag["Enumerations"]
    }
    present = [
        (name, field)
        for name, field in fields.items()
        if name != "Flags" and (field["Requirement"] == "Mandatory" or field["Requirement"] in met)
    ]
    # Little-endian and without padding, as every characteristic.
    values = struct.unpack("<" + "".join(field["Ctype"] for _, field in present), data[1:])
    raw = dict(zip((name for name, _ in present), values))
    return {
        "running": is_set["Walking or Running Status bits"],
        "speed": raw["Instantaneous Speed"] / 256,
        "cadence": raw["Instantaneous Cadence"],
        "stride": raw["Instantaneous Stride Length"] / 100,
        "distance": raw["Total Distance"] / 10,
    }


def feature(data):
    return utils.get_char_value(data, utils.get_xml_char("RSC Feature"))["RSC Feature"]["Value"]


def location(data):
    value = utils.get_char_value(data, utils.get_xml_char("Sensor Location"))
    return {"location": value["Sensor Location"]["Value"]}


def page(data):
    number, two, three, four, five, six, seven, eight = data
    speed = (five & 0x0F) + six / 256
    if number == 1:
        return {
            "page": 1,
            "time": three + two / 200,
            "distance": four + (five >> 4) / 16,
            "speed": speed,
            "strides": seven,
            "latency": eight / 32,
        }
    return {
        "page": number,
        "cadence": four + (five >> 4) / 16,
        "speed": speed,
        "location": {0: "laces", 1: "midsole", 2: "other", 3: "ankle"}[eight >> 6],
        "battery": {0: "new", 1: "good", 2: "ok", 3: "low"}[eight >> 4 & 3],
        "health": {0: "ok", 1: "error", 2: "warning"}.get(eight >> 2 & 3),
        "active": eight & 3 == 1,
    }


DECODERS = {
    "running_speed_and_cadence": measurement,
    "running_feature": feature,
    "sensor_location": location,
    "stride_page_1": page,
    "stride_page_2": page,
}

with open(sys.argv[1], encoding="ascii") as lines:
    for line in lines:
        service, data = line.split()
        print(json.dumps(DECODERS[service](bytes.fromhex(data)), sort_keys=True))
