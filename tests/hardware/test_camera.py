import cv2
import numpy as np
import pytest

from kiosk.hardware.camera import OPENERS, CameraAbsent, FilmCamera, kind_of, open_camera
from kiosk.hardware.camera_port import Frame
from kiosk.hardware.demo_stage import DemoStage

RATE = 20


class Clock:
    """A clock that only sleeping and `advance` move."""

    def __init__(self):
        self.now = 50.0

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


def grey(level):
    return np.full((48, 64, 3), level, np.uint8)


@pytest.fixture
def film(tmp_path):
    """Forty frames, two seconds, each five grey steps lighter than the one before."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (64, 48))
    for index in range(40):
        writer.write(grey(5 * index))
    writer.release()
    return path


def filmed_by(clock, film):
    return FilmCamera(cv2.VideoCapture(str(film)), clock=clock, sleep=clock.advance)


def index_of(frame):
    return round(float(frame.image.mean()) / 5)


def test_a_film_is_shown_at_its_own_pace_and_ends(film):
    clock = Clock()
    camera, frames, started = filmed_by(clock, film), [], clock()
    while not camera.ended:
        frames.append(camera.read())
    assert frames.pop() is None
    assert [index_of(frame) for frame in frames] == list(range(40))
    assert [frame.time for frame in frames] == pytest.approx([index / RATE for index in range(40)])
    assert [frame.captured_at - started for frame in frames] == pytest.approx([frame.time for frame in frames])


def test_frames_that_a_slow_reader_misses_are_dropped(film):
    clock = Clock()
    camera = filmed_by(clock, film)
    assert index_of(camera.read()) == 0
    clock.advance(0.52)
    late = camera.read()
    assert index_of(late) == 10
    assert late.time == pytest.approx(0.5)


def test_a_film_ends_for_a_reader_who_comes_after_its_end(film):
    clock = Clock()
    camera = filmed_by(clock, film)
    camera.read()
    clock.advance(60)
    assert camera.read() is None
    assert camera.ended


@pytest.mark.parametrize("source", ["", "/*.png"])
def test_pictures_are_held_up_one_after_another_with_a_gap_between(tmp_path, source):
    for index, level in enumerate((40, 200)):
        cv2.imwrite(str(tmp_path / f"{index}.png"), grey(level))
    (tmp_path / "notes.txt").write_text("no picture")
    camera = open_camera(f"{tmp_path}{source}")
    first = camera.read()
    assert isinstance(first, Frame)
    assert first.image.mean() == 40
    assert not camera.has_sensor_noise
    camera.close()


def test_a_large_picture_is_shrunk_to_a_camera_s_size(tmp_path):
    cv2.imwrite(str(tmp_path / "photo.png"), np.zeros((1500, 2000, 3), np.uint8))
    assert open_camera(str(tmp_path)).read().image.shape == (960, 1280, 3)


def test_numbered_pictures_are_a_film(tmp_path):
    for index in range(3):
        cv2.imwrite(str(tmp_path / f"frame-{index:04d}.png"), grey(40 * index))
    camera = open_camera(str(tmp_path / "frame-%04d.png"))
    assert isinstance(camera, FilmCamera)
    assert camera.read().image.mean() == 0


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("0", "device"),
        ("/dev/video2", "device"),
        ("/dev/v4l/by-id/usb-Camera-video-index0", "device"),
        ("http://127.0.0.1:8080/video", "http"),
        ("demo:", "demo"),
        ("demo:rush", "demo"),
        ("films/scene.mp4", "film"),
        ("pictures/*.jpg", "pictures"),
    ],
)
def test_a_source_tells_its_kind(source, kind):
    assert kind_of(source) == kind


@pytest.mark.parametrize("source", ["/dev/video97", "97", "no-such-film.mp4", "no-such-folder/*.png", "gopher://x"])
def test_a_source_that_is_not_there_is_absent(source):
    with pytest.raises(CameraAbsent):
        open_camera(source)


def test_a_file_that_is_no_film_is_absent(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_text("not a film")
    with pytest.raises(CameraAbsent):
        open_camera(str(path))


def test_the_app_may_bring_its_own_demo():
    stage = DemoStage((), size=(64, 48))
    assert open_camera("demo:school", OPENERS | {"demo": lambda source: stage}) is stage
    assert isinstance(open_camera("demo:"), DemoStage)
