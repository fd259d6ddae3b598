from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.scan import DRAWN, UNPROVED, Source, Symbol, Symbology

RATE = 30.0


def code(text, x=100.0, symbology=Symbology.EAN13, quality=1.0):
    return Symbol(symbology, text, ((x, 100.0), (x + 200, 100.0), (x + 200, 180.0), (x, 180.0)), quality)


def watch(*stretches, scanner=None, start=0.0):
    """The scans over stretches of (seconds, symbols in view), one after another."""
    scanner, scans, time = scanner or CameraScanner(), [], start
    for seconds, symbols in stretches:
        for _ in range(round(seconds * RATE)):
            scans += scanner.see(symbols, time, 1000 + time)
            time += 1 / RATE
    return scans


def texts(scans):
    return [scan.text for scan in scans]


def test_a_code_held_for_ten_seconds_is_one_scan():
    [scan] = watch((0.5, []), (10, [code("A")]))
    assert (scan.text, scan.source) == ("A", Source.CAMERA)
    assert scan.captured_at == 1000 + scan.frame_time


def test_two_frames_settle_a_code():
    scanner = CameraScanner()
    assert scanner.see([code("A")], 0.0, 0.0) == []
    assert texts(scanner.see([code("A")], 0.03, 0.03)) == ["A"]


def test_two_readings_with_a_missed_frame_between_settle_a_code():
    assert texts(watch((1 / RATE, [code("A")]), (1 / RATE, []), (1 / RATE, [code("A")]))) == ["A"]


def test_code_39_and_codabar_need_three_frames():
    for symbology in (Symbology.CODE39, Symbology.CODABAR):
        assert watch((2 / RATE, [code("A123", symbology=symbology)])) == []
        assert texts(watch((3 / RATE, [code("A123", symbology=symbology)]))) == ["A123"]


def test_a_text_that_nothing_proves_needs_three_frames():
    crumpled = code("9787115428028", quality=UNPROVED)
    assert watch((2 / RATE, [crumpled])) == []
    assert texts(watch((3 / RATE, [crumpled]))) == [crumpled.text]


def test_goods_that_only_drawing_reads_are_passed_over_and_books_are_not():
    assert watch((1, [code("3596997858535", quality=DRAWN)])) == []
    assert texts(watch((1, [code("3596997858535")]))) == ["3596997858535"]
    assert texts(watch((1, [code("9787115428028", quality=DRAWN)]))) == ["9787115428028"]


def test_a_blip_of_another_text_is_never_scanned():
    frame = 1 / RATE
    assert texts(watch((1, [code("A")]), (frame, [code("B")]), (1, [code("A")]))) == ["A"]
    assert texts(watch((1, []), (frame, [code("B")]), (1, [code("A")]))) == ["A"]
    assert watch((1, []), (frame, [code("B")]), (1, [])) == []


def test_texts_that_quarrel_about_one_place_are_not_scanned():
    frame = 1 / RATE
    assert watch(*[(frame, [code("A")]), (frame, [code("B", x=110)])] * 10) == []


def test_readings_too_far_apart_in_time_do_not_agree():
    scanner = CameraScanner()
    assert scanner.see([code("A")], 0.0, 0.0) == []
    assert scanner.see([code("A")], 5.0, 5.0) == []


def test_a_trembling_hand_does_not_make_a_second_scan():
    assert texts(watch((0.5, [code("A")]), (0.6, []), (0.5, [code("A")]))) == ["A"]


def test_a_code_taken_away_and_shown_again_is_a_second_scan():
    first, second = watch((1, [code("A")]), (1.3, []), (1, [code("A")]))
    assert first.text == second.text == "A"
    assert second.presentation > first.presentation


def test_codes_in_view_together_share_a_presentation():
    scans = watch((0.3, [code("A")]), (1, [code("A"), code("B", x=600)]))
    assert texts(scans) == ["A", "B"]
    assert scans[0].presentation == scans[1].presentation


def test_what_comes_after_an_empty_moment_is_another_presentation():
    card, book = watch((1, [code("R1")]), (0.6, []), (1, [code("A")]))
    assert book.presentation == card.presentation + 1


def test_a_scanned_code_counts_as_held_until_it_is_gone():
    scanner = CameraScanner()
    watch((0.5, [code("A")]), scanner=scanner)
    assert scanner.holds(0.5)
    assert not scanner.holds(1.5)


def test_a_source_that_begins_anew_is_scanned_anew_with_new_presentations():
    scanner = CameraScanner()
    [before] = watch((1, [code("A")]), scanner=scanner, start=50.0)
    [after] = watch((1, [code("A")]), scanner=scanner, start=0.0)
    assert after.presentation > before.presentation


def test_a_scan_knows_where_it_lay_and_what_lay_beside_it_a_frame_ago():
    scanner = CameraScanner()
    for symbols in ([code("A"), code("B", 400.0)], [code("A", 110.0)], []):
        scanner.see(symbols, 0.0, 0.0)
    [scan] = scanner.see([code("B", 410.0)], 0.0, 0.0)
    assert scan.corners == code("B", 410.0).corners
    assert scan.beside == (code("A", 110.0),)
