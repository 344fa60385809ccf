from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.floor.spc.reading import MAX_BYTES, MAX_ROWS, read_samples
from dure.engine.floor.spc.samples import Chart, Sample, Tally
from dure.engine.strict_json import InputError


def test_values_of_one_sample_need_not_stand_together() -> None:
    found = read_samples("sample,value\n나,1\n가,2.50\n\n나,-.5e1\n가, 4 \n".encode(), Chart.XBAR_R)

    assert found == (Sample("나", (1, -5)), Sample("가", (2.5, 4)))


def test_other_columns_and_a_byte_order_mark_are_passed_over() -> None:
    found = read_samples('\ufeffremark,sample,size,count\r\n"a,b",1,50,12\r\n,2,50,15\r\n'.encode(), Chart.P)

    assert found == (Tally("1", 12, 50), Tally("2", 15, 50))


def test_c_without_sizes_counts_one_unit_each() -> None:
    assert read_samples(b"sample,count\n1,21\n2,0\n", Chart.C) == (Tally("1", 21, 1), Tally("2", 0, 1))


def test_defects_may_outnumber_the_units() -> None:
    assert read_samples(b"sample,count,size\n1,10,5\n", Chart.U) == (Tally("1", 10, 5),)


@pytest.mark.parametrize(
    ("data", "chart", "line"),
    [
        (b"", Chart.I_MR, "/1/sample: column missing: the header is sample,value"),
        (b"sample,count,size\n1,1,1\n", Chart.I_MR, "/1/value: column missing: the header is sample,value"),
        (b"sample,count\n1,1\n", Chart.P, "/1/size: column missing: the header is sample,count,size"),
        (b"sample,value,value\n1,1,1\n", Chart.I_MR, "/1/value: the column stands twice"),
        (b"sample,value\n1\n", Chart.I_MR, "/2: 1 fields where the header has 2"),
        (b"sample,value\n1,2,3\n", Chart.I_MR, "/2: 3 fields where the header has 2"),
        (b"sample,value\n ,2\n", Chart.I_MR, "/2/sample: must not be empty"),
        (b"sample,value\na\x00b,2\n", Chart.I_MR, "/2/sample: holds a control character"),
        (b"sample,value\n" + b"a" * 201 + b",2\n", Chart.I_MR, "/2/sample: longer than 200 characters"),
        (b"sample,value\n1,\n", Chart.I_MR, "/2/value: “” is not a number"),
        (b"sample,value\n1,nan\n", Chart.I_MR, "/2/value: “nan” is not a number"),
        (b"sample,value\n1,inf\n", Chart.I_MR, "/2/value: “inf” is not a number"),
        (b"sample,value\n1,1_0\n", Chart.I_MR, "/2/value: “1_0” is not a number"),
        (b'sample,value\n1,"1,000"\n', Chart.I_MR, "/2/value: “1,000” is not a number"),
        ("sample,value\n1,１\n".encode(), Chart.I_MR, "/2/value: “１” is not a number"),
        (b"sample,value\n1,1e999\n", Chart.I_MR, "/2/value: larger than 10^15"),
        (b"sample,count,size\n1,1.5,2\n", Chart.P, "/2/count: “1.5” is not a whole number from 0"),
        (b"sample,count,size\n1,-1,2\n", Chart.P, "/2/count: “-1” is not a whole number from 0"),
        (b"sample,count,size\n1,1,0\n", Chart.U, "/2/size: must be at least 1"),
        (
            b"sample,count,size\n1,1,2\n2,3,2\n",
            Chart.NP,
            "/3/count: 3 defective of 2 inspected; the count cannot exceed the size",
        ),
        (b"sample,count,size\n1,1,2\n1,1,2\n", Chart.P, "/3/sample: the sample “1” stands twice"),
        (b"sample,value\n\xb0\xa1,1\n", Chart.I_MR, "/: not UTF-8 text (byte 13); save it as “CSV UTF-8”"),
        (b'sample,value\n1,"2\n', Chart.I_MR, "/2: not readable as CSV: unexpected end of data"),
    ],
)
def test_hostile_file_is_refused_by_line_and_column(data: bytes, chart: Chart, line: str) -> None:
    with pytest.raises(InputError) as caught:
        read_samples(data, chart)

    assert caught.value.line("en") == line


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"x" * (MAX_BYTES + 1), f"/: the file is larger than {MAX_BYTES} bytes"),
        (b"sample,value\n" + b"1,1\n" * (MAX_ROWS + 1), f"/: more than {MAX_ROWS} rows"),
    ],
    ids=["bytes", "rows"],
)
def test_endless_file_is_refused(data: bytes, line: str) -> None:
    with pytest.raises(InputError) as caught:
        read_samples(data, Chart.I_MR)

    assert caught.value.line("en") == line


@given(st.binary(max_size=80), st.sampled_from(Chart))
def test_any_bytes_are_read_or_refused(data: bytes, chart: Chart) -> None:
    try:
        labels = [sample.label for sample in read_samples(b"sample,value,count,size\n" + data, chart)]
    except InputError as error:
        labels = [error.line("ko")]

    assert len(set(labels)) == len(labels)
    assert all(label.isprintable() for label in labels)
