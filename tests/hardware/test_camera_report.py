import pytest

from kiosk.hardware.camera_report import ENOUGH, Advice, CameraVerdict, MeterName, check
from kiosk.hardware.localise import BarRegion
from kiosk.hardware.picture_quality import Bars, Light, figures_of

LIGHT = Light(median=130.0, bright=210.0, black=0.01, burnt=0.02)
REGION = BarRegion((640.0, 360.0), 0.0, 300.0, 100.0)


def meters_of(light=LIGHT, **changes):
    sound = {"blur": 0.8, "module": 2.3, "paper": 210.0, "ink": 30.0, "glare": 0.0, "edges": 60}
    checkup = check(figures_of(light, Bars(REGION, **(sound | changes))))
    assert tuple(meter.name for meter in checkup.meters) == tuple(MeterName)
    return {meter.name: meter for meter in checkup.meters}, checkup.advice


def test_a_sound_picture_has_four_good_meters():
    meters, advice = meters_of()
    assert {meter.verdict for meter in meters.values()} == {CameraVerdict.GOOD}
    assert [meter.figure for meter in meters.values()] == ["0.8", "210", "0", "2.3"]
    assert advice is Advice.NOTHING


@pytest.mark.parametrize(
    ("changes", "name", "word", "advice"),
    [
        ({"blur": 1.5}, MeterName.FOCUS, "soft", Advice.SHARPER),
        ({"blur": 2.5}, MeterName.FOCUS, "blurred", Advice.SHARPER),
        ({"paper": 90.0}, MeterName.LIGHT, "dark", Advice.MORE_LIGHT),
        ({"paper": 30.0}, MeterName.LIGHT, "very_dark", Advice.MORE_LIGHT),
        ({"glare": 0.2}, MeterName.GLARE, "some", Advice.LESS_GLARE),
        ({"glare": 0.5}, MeterName.GLARE, "much", Advice.LESS_GLARE),
        ({"module": 1.6}, MeterName.CODE_SIZE, "small", Advice.NEARER),
        ({"module": 1.0}, MeterName.CODE_SIZE, "too_small", Advice.NEARER),
    ],
)
def test_each_fault_has_its_word_and_its_advice(changes, name, word, advice):
    meters, given = meters_of(**changes)
    assert (meters[name].word, given) == (word, advice)
    assert meters[name].verdict in (CameraVerdict.FAIR, CameraVerdict.POOR)
    assert sum(meter.verdict is CameraVerdict.GOOD for meter in meters.values()) == 3


def test_a_level_of_sixty_is_enough_and_less_is_not():
    for blur in (0.4, 0.9, 1.3, 1.4, 2.0, 9.0):
        meter = meters_of(blur=blur)[0][MeterName.FOCUS]
        assert (meter.level >= ENOUGH) == (meter.verdict is CameraVerdict.GOOD)
        assert 0 <= meter.level <= 100


def test_what_is_poor_is_advised_on_before_what_is_fair():
    assert meters_of(paper=90.0, module=1.0)[1] is Advice.NEARER
    assert meters_of(paper=30.0, module=1.0)[1] is Advice.MORE_LIGHT


def test_without_a_code_in_view_the_light_is_still_judged():
    assert check(figures_of(LIGHT, None)).advice is Advice.SHOW_A_CODE
    dark = check(figures_of(Light(median=10.0, bright=25.0, black=0.8, burnt=0.0), None))
    assert dark.advice is Advice.MORE_LIGHT
    assert [meter.verdict for meter in dark.meters] == [
        CameraVerdict.UNKNOWN,
        CameraVerdict.POOR,
        CameraVerdict.UNKNOWN,
        CameraVerdict.UNKNOWN,
    ]


def test_before_the_first_picture_nothing_is_known():
    checkup = check(None)
    assert {meter.verdict for meter in checkup.meters} == {CameraVerdict.UNKNOWN}
    assert {meter.figure for meter in checkup.meters} == {""}
    assert checkup.advice is Advice.SHOW_A_CODE


def test_a_burnt_out_picture_is_too_bright():
    meters, advice = meters_of(Light(median=255.0, bright=255.0, black=0.0, burnt=0.6), paper=255.0)
    assert (meters[MeterName.LIGHT].word, advice) == ("bright", Advice.LESS_LIGHT)
