#!/usr/bin/env python3
"""Uploads an image with smpclient, the library under smpmgr, and prints the seconds it took: without
the start of the program, which would count against it.

usage: smpmgr-upload.py PORT BAUD IMAGE
"""

import asyncio
import sys
import time

from smpclient import SMPClient
from smpclient.transport.serial import SMPSerialTransport


async def main():
    port, baud, path = sys.argv[1:]
    with open(path, "rb") as file:
        image = file.read()
    async with SMPClient(SMPSerialTransport(baudrate=int(baud)), port) as client:
        start = time.monotonic()
        async for _ in client.upload(image):
            pass
        print(time.monotonic() - start)


asyncio.run(main())
