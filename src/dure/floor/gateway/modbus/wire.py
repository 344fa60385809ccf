"""The only place that knows pymodbus, whose names change between minor versions."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from pymodbus import FramerType, ModbusException
from pymodbus.client import AsyncModbusSerialClient, AsyncModbusTcpClient

from dure.floor.gateway.modbus.settings import Device, Register, Serial, Table


class WireError(Exception):
    """No answer, or one that cannot be trusted: the connection is to be closed and made anew."""


class RefusedByDevice(Exception):
    """The device answered that it has no such register; the connection is sound."""


class Wire:
    """One connection. After a time-out it is not used again: a late answer could be taken for the next one."""

    def __init__(self, device: Device) -> None:
        self._client = _client(device)

    async def __aenter__(self) -> Self:
        try:
            connected = await self._client.connect()
        except (OSError, ModbusException) as error:
            self._client.close()
            raise WireError(str(error)) from error
        if not connected:
            self._client.close()
            raise WireError("no connection")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    async def read(self, register: Register) -> list[int]:
        """The words of a register, or one bit."""
        reader = {
            Table.HOLDING: self._client.read_holding_registers,
            Table.INPUT: self._client.read_input_registers,
            Table.COIL: self._client.read_coils,
            Table.DISCRETE: self._client.read_discrete_inputs,
        }[register.table]
        try:
            answer = await reader(register.address, count=register.words, device_id=register.unit_id)
        except (OSError, ModbusException) as error:
            raise WireError(str(error)) from error
        if answer.isError():
            raise RefusedByDevice(f"exception {getattr(answer, 'exception_code', '?')}")
        if register.table.is_bits:
            return [int(answer.bits[0])]
        if len(answer.registers) != register.words:
            raise WireError(f"{len(answer.registers)} words instead of {register.words}")
        return list(answer.registers)


def _client(device: Device) -> AsyncModbusTcpClient | AsyncModbusSerialClient:
    """Without the library's own reconnecting and repeating: the reader decides, and knows that it was cut off."""
    if isinstance(device.at, Serial):
        return AsyncModbusSerialClient(
            device.at.port, framer=FramerType.RTU, baudrate=device.at.baud, parity=device.at.parity,
            stopbits=device.at.stop_bits, timeout=device.timeout_s, retries=0, reconnect_delay=0,
        )  # fmt: skip
    return AsyncModbusTcpClient(
        device.at.host, port=device.at.port, timeout=device.timeout_s, retries=0, reconnect_delay=0
    )
