"""What optics, light and sensor do to a picture, one function a fault. Lengths are pixels, light is in grey steps."""

import cv2
import numpy as np

DARK_NOISE = 1.6  # grey steps: of a sensor that sees hardly anything


def smear(image: np.ndarray, length: float, direction: float) -> np.ndarray:
    """Motion blur: each point spread evenly over a line of that length; direction: degrees."""
    if length < 0.5:
        return image
    cosine, sine = np.cos(np.radians(direction)), np.sin(np.radians(direction))
    side = 2 * int(np.ceil(length / 2)) + 3
    kernel = np.zeros((side, side), np.float32)
    steps = np.linspace(-length / 2, length / 2, 8 * side)
    for weight_x, weight_y in ((0, 0), (0, 1), (1, 0), (1, 1)):
        x, y = side // 2 + steps * cosine, side // 2 + steps * sine
        column, row = np.floor(x).astype(int), np.floor(y).astype(int)
        share = np.abs(1 - weight_x - (x - column)) * np.abs(1 - weight_y - (y - row))
        np.add.at(kernel, (row + weight_y, column + weight_x), share)
    return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_CONSTANT)


def disc(image: np.ndarray, radius: float) -> np.ndarray:
    """Defocus: each point spread evenly over a disc."""
    if radius < 0.5:
        return image
    reach = int(np.ceil(radius)) + 1
    offsets = np.arange(-reach, reach + 1, dtype=np.float32)
    distance = np.hypot(offsets[None], offsets[:, None])
    kernel = np.clip(radius + 0.5 - distance, 0, 1)
    return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_CONSTANT)


def shine(image: np.ndarray, centre: tuple[float, float], across: np.ndarray, along: np.ndarray) -> np.ndarray:
    """A lamp's reflection: its core is white, at its rim it is half as bright.

    across, along: the radii of the spot as vectors in pixels, so that it lies in the plane of what reflects it."""
    if not np.abs(across).max() > 0:
        return image
    y, x = np.mgrid[: image.shape[0], : image.shape[1]].astype(np.float32)
    to_radii = np.linalg.inv(np.column_stack([across, along]))
    u, v = (row[0] * (x - centre[0]) + row[1] * (y - centre[1]) for row in to_radii.astype(np.float32))
    spot = 255 * np.exp2(-np.minimum((u * u + v * v) ** 2, 30.0))
    return np.minimum(image + spot[..., None], 255)


def dim(image: np.ndarray, gain: float, chance: np.random.Generator) -> np.ndarray:
    """Low light: what is left after `gain`, and the sensor's own noise beside it."""
    return image if gain >= 1 else add_noise(image * gain, DARK_NOISE, chance)


def overexpose(image: np.ndarray, gain: float, spread: float) -> np.ndarray:
    """Too much light: it spreads over `spread` pixels, and what is beyond white is cut off, so that bars grow thin."""
    return image if gain <= 1 else np.minimum(cv2.GaussianBlur(image, (0, 0), spread) * gain, 255)


def add_noise(image: np.ndarray, sigma: float, chance: np.random.Generator) -> np.ndarray:
    return image + np.float32(sigma) * chance.standard_normal(image.shape, dtype=np.float32)


def to_sensor(image: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def squeeze(frame: np.ndarray, quality: int) -> np.ndarray:
    """Through JPEG and back."""
    _, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)
