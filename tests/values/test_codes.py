"""Official codes: which texts are codes, and what the refusal says."""

import pytest

from zazemi.values.codes import InvalidCodeError, district_code, ico, municipality_code, orp_code, region_code


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (municipality_code, " 564265 ", "564265"),
        (orp_code, "5102", "5102"),
        (district_code, "CZ0513", "CZ0513"),
        (district_code, "CZ020B", "CZ020B"),
        (region_code, "CZ051", "CZ051"),
        (region_code, "CZ0X1", "CZ0X1"),
        (ico, "70891508", "70891508"),
        (ico, "262978", "00262978"),
        (ico, "708 915 08", "70891508"),
    ],
)
def test_a_code_is_read(read, text, code):
    assert read(text) == code


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (municipality_code, "464265"),
        (municipality_code, "56426"),
        (orp_code, "51021"),
        (district_code, "CZ051"),
        (region_code, "Liberecký kraj"),
        (ico, "70891509"),
        (ico, "123456789"),
        (ico, "ICO"),
    ],
)
def test_what_is_no_code_is_refused(read, text):
    with pytest.raises(InvalidCodeError):
        read(text)


def test_the_refusal_names_the_kind_and_an_example():
    with pytest.raises(InvalidCodeError) as refused:
        municipality_code("Tanvald")
    assert str(refused.value) == (
        "“Tanvald” is not a code of the kind municipality. Expected six digits, such as 564265."
    )
