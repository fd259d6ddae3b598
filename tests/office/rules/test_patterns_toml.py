import re
from pathlib import Path

import pytest

from db.settings import get_setting, put_setting
from kiosk.circulation.barcodes import DEFAULT_PATTERNS, EAN8, SYMBOLOGIES, TYPED, CodeKind
from kiosk.cli import main
from kiosk.hardware.scan import Symbology
from kiosk.lending.patterns import PATTERNS, stored_patterns
from kiosk.office.rules.files import load_patterns, show_patterns
from kiosk.toml_files.patterns import read_patterns
from kiosk.toml_files.reading import Unusable
from tests import school

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "patterns.toml"
ONE = "[[pattern]]\nkind = 'patron_card'\nexpression = '\\d{4}'\n"
AT = school.MONDAY_NOON
IN_A_COMMENT = re.compile(r"^# (?=\[\[|\w+ = )", re.MULTILINE)


def test_the_example_says_what_is_built_in(desk, actor):
    assert read_patterns(EXAMPLE.read_text("utf-8")) == DEFAULT_PATTERNS == stored_patterns()
    assert not load_patterns(desk, actor, AT, EXAMPLE.read_text("utf-8")).changed


def test_each_scheme_that_the_example_has_in_comments_can_be_loaded(desk, actor):
    text = IN_A_COMMENT.sub("", EXAMPLE.read_text("utf-8"))
    assert len(read_patterns(text)) == len(DEFAULT_PATTERNS) + 6
    assert load_patterns(desk, actor, AT, text).changed
    assert not load_patterns(desk, actor, AT, show_patterns()).changed
    assert stored_patterns() == read_patterns(text)


def test_a_station_hears_of_new_patterns(desk, actor):
    version = int(get_setting("bylaw_version"))
    loaded = load_patterns(desk, actor, AT, ONE)
    assert int(get_setting("bylaw_version")) == version + 1
    assert [line.kind for line in stored_patterns()] == [CodeKind.PATRON_CARD]
    assert [warning.split(":")[0] for warning in loaded.warnings] == [
        "no pattern is a staff_card",
        "no pattern is a item_label",
    ]


def test_a_check_of_a_newer_centre_takes_away_that_pattern_alone(database):
    put_setting(PATTERNS, f"{ONE}check = 'verhoeff'\n{ONE}")
    assert stored_patterns() == read_patterns(ONE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no [[pattern]]"),
        ("[[pattern]]\nkind = \n", "line 2"),
        (ONE + "\n# one more\n" + ONE + "check = 'mod11'", "[[pattern]] no. 2 (line 6): «check» must be one of none"),
        (ONE + "symbology = 'code39'", "no. 1 (line 1): «symbology» must be one of CODE128"),
        (ONE + "prefix = 'R'", "«prefix» is not known here"),
        ("[[pattern]]\nkind = 'card'\nexpression = 'x'", "«kind» must be one of patron_card"),
        (ONE.replace("\\d{4}", "("), "«(» is no expression"),
        (ONE.replace("\\d{4}", ".*"), "fits an empty code"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_written(desk, actor, text, said):
    with pytest.raises(Unusable) as refusal:
        load_patterns(desk, actor, AT, text)
    assert said in str(refusal.value)
    assert get_setting(PATTERNS) == ""


def test_the_patterns_name_symbologies_as_the_hardware_does():
    assert {*SYMBOLOGIES, EAN8, TYPED} == set(Symbology)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["R0189-9"], 0, "yes: 0189"),
        (["R0189-8"], 1, "the check digit (damm) is wrong"),
        (["B0894607", "--symbology", "CODE128"], 0, "yes: B0894607"),
        (["9787544854146"], 0, "it is an ISBN"),
        (["XY-1", "--symbology", "CODE39"], 1, "passes over a CODE39 code"),
        (["XY-1"], 1, "the code is not known"),
    ],
)
def test_a_sample_is_tried(arguments, status, said, capsys):
    assert main(["patterns", "try", *arguments]) == status
    assert said in capsys.readouterr().out


def test_a_sample_is_tried_on_a_file_before_it_is_loaded(tmp_path, capsys):
    path = tmp_path / "patterns.toml"
    path.write_text(ONE + "symbology = 'CODABAR'\n", "utf-8")
    assert main(["patterns", "try", "0189", "--symbology", "CODE128", "--file", str(path)]) == 1
    assert "it is for CODABAR alone" in capsys.readouterr().out
    path.write_text("[[pattern]]", "utf-8")
    assert main(["patterns", "try", "0189", "--file", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"{path}: [[pattern]] no. 1 (line 1): «kind» is missing")
