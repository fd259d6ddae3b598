import pytest

from kiosk.circulation.naming import masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王*明"),
        ("陈静", "陈*"),
        ("陈老师", "陈*"),
        ("欧阳老师", "欧*"),
        ("欧阳明月", "欧*月"),
        ("古丽娜尔·买买提", "古*提"),
        ("老师", "老*"),
        ("李", "李"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_ends_and_hides_the_rest(name, shown):
    assert masked(name) == shown
