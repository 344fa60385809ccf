from dure.foundation.interface.qr import qr_svg


def test_qr_code_is_square_and_differs_by_address() -> None:
    one, other = qr_svg("https://dure.example/assets/l/A00001-01/"), qr_svg("https://dure.example/assets/l/A00001-02/")

    assert (one.startswith("<svg"), one != other) == (True, True)
