"""A Modbus device as a process: python device.py tcp PORT | rtu DEVICE, with the registers that the tests know.

Holding: 0 counter of 16 bits, 2-3 temperature as float32 (little word first), 5 state. Coil 0: lamp. A client may
write them, which is how a test makes the machine work.
"""

import asyncio
import sys

from pymodbus import FramerType
from pymodbus.server import ModbusSerialServer, ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice


def device() -> SimDevice:
    registers = SimData(0, count=20, values=0, datatype=DataType.REGISTERS)
    bits = SimData(0, count=1, values=[False] * 16, datatype=DataType.BITS)
    return SimDevice(1, simdata=([bits], [bits], [registers], [registers]))


async def main(kind: str, where: str) -> None:
    if kind == "tcp":
        await ModbusTcpServer(device(), address=("127.0.0.1", int(where))).serve_forever()
    else:
        await ModbusSerialServer(device(), framer=FramerType.RTU, port=where, baudrate=19200).serve_forever()


asyncio.run(main(sys.argv[1], sys.argv[2]))
