"""Reads a FIT file with a reader of others, and prints its messages as JSON by their names.

usage: read-fit.py garmin|fitdecode FILE
"""

import json
import sys


def garmin(path):
    from garmin_fit_sdk import Decoder, Stream

    checked = Decoder(Stream.from_file(path))
    if not checked.is_fit() or not checked.check_integrity():
        sys.exit("not a FIT file, or its checksum is wrong")
    # A decoder that has checked a file has read it to its end.
    messages, errors = Decoder(Stream.from_file(path)).read(convert_datetimes_to_dates=False)
    if errors:
        sys.exit(f"errors: {errors}")
    return {
        name.removesuffix("_mesgs"): [
            {str(key): value for key, value in message.items()} for message in found
        ]
        for name, found in messages.items()
    }


def fitdecode(path):
    import fitdecode as package

    messages = {}
    with package.FitReader(path, check_crc=package.CrcCheck.RAISE) as reader:
        for frame in reader:
            if isinstance(frame, package.FitDataMessage):
                fields = {field.name: field.value for field in frame.fields}
                messages.setdefault(frame.name, []).append(fields)
    return messages


readers = {"garmin": garmin, "fitdecode": fitdecode}
print(json.dumps(readers[sys.argv[1]](sys.argv[2]), default=str))
