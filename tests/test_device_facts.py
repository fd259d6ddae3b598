"""What the devices screen is told of a picture, whatever the picture is."""

from kiosk.bootstrap import device_facts
from kiosk.hardware.decoder import decode
from kiosk.hardware.demo_stage import draw_still
from kiosk.hardware.picture_watch import PictureWatch
from kiosk.hardware.scan import Symbology

ISBN = "9787506380263"


def test_a_code_is_given_with_its_place_as_parts_of_the_picture() -> None:
    image = draw_still("book", ((Symbology.EAN13, ISBN),), angle=-6)
    symbols, watch = decode(image), PictureWatch()
    watch.see(image, symbols, 0.0, busy=True, settled=False)
    facts = device_facts(image, symbols, watch.figures)
    assert [seen.text for seen in facts.seen] == [ISBN]
    assert all(0 < part < 1 for corner in facts.seen[0].corners for part in corner)
    assert [meter.name for meter in facts.meters] == ["focus", "light", "glare", "code_size"]
    assert facts.meters[3].value == f"{float(facts.meters[3].value):.1f}"


def test_before_the_first_look_every_meter_is_unknown() -> None:
    facts = device_facts(draw_still("book", ()), (), None)
    assert {(meter.verdict, meter.value) for meter in facts.meters} == {("unknown", "")}
    assert (facts.advice, facts.seen) == ("show_a_code", ())
