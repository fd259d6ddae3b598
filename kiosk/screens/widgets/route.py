"""The route strip: the next periods as stops on a line, as in the underground."""

from kiosk.circulation.signs import SignKind, Stop
from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import GOLD, INK, INK2, SAND, WHITE
from kiosk.screens.widgets.grid import Box

LINE = 14
GAP = 36  # least space between two stops' texts


def draw_route(screen: Canvas, box: Box, route: tuple[Stop, ...]) -> None:
    screen.panel(box, SAND, 28)
    stops = [_texts(screen, route, at) for at in range(min(len(route), 3 if screen.grid.portrait else 4))]
    small, large = (26, 30) if screen.grid.portrait else (30, 34)
    inner = Box(box.x + 46, box.y, box.w - 86, box.h)
    starts, stops = _spread(screen, stops, inner, small, large)
    middle = box.y + 85
    screen.panel(Box(inner.x + 20, middle - LINE / 2, inner.w - 20, LINE), INK, LINE / 2)
    for at, (x, (time, who)) in enumerate(zip(starts, stops, strict=True)):
        _stop(screen, x, middle, first=at == 0)
        time_width = screen.text_width(time, small, bold=False) + 2
        screen.words(time, Box(x, box.y + 10, time_width, 52), (small, small - 4), bold=False, colour=INK2)
        who_x = x + time_width + 10
        end = starts[at + 1] - 16 if at + 1 < len(starts) else box.right - 12
        screen.words(who, Box(who_x, box.y + 10, end - who_x, 52), (large, large - 4, large - 8))


def _stop(screen: Canvas, x: float, middle: float, *, first: bool) -> None:
    size = 52 if first else 40
    centre = x + 26
    box = Box(centre - size / 2, middle - size / 2, size, size)
    screen.disc(box, INK)
    screen.disc(box.inset(9), GOLD if first else WHITE)


def _texts(screen: Canvas, route: tuple[Stop, ...], at: int) -> tuple[str, str]:
    stop, wording = route[at], screen.context.wording
    if stop.at is None:
        time = screen.say("route.now")
    else:
        previous = (route[at - 1].at or screen.context.now) if at else screen.context.now
        same_day = stop.at.date() == previous.date()
        time = wording.clock(stop.at) if same_day else screen.moment(stop.at)
    if stop.kind is SignKind.CLASS_TURN and stop.who:
        return time, wording.who(stop.who, short=True)
    return time, screen.say(f"route.{stop.kind}")


def _spread(
    screen: Canvas, stops: list[tuple[str, str]], box: Box, small: int, large: int
) -> tuple[list[float], list[tuple[str, str]]]:
    """Where each stop begins: in even steps if the texts allow it, else by their widths; stops that do not fit go."""
    while stops:
        widths = [
            screen.text_width(time, small, bold=False) + 12 + screen.text_width(who, large) for time, who in stops
        ]
        step = box.w / len(stops)
        if all(width + GAP <= step for width in widths[:-1]) and widths[-1] <= step:
            return [box.x + at * step for at in range(len(stops))], stops
        rest = box.w - sum(widths)
        if rest >= GAP * (len(stops) - 1) or len(stops) == 1:
            gap = rest / len(stops)
            return [box.x + sum(widths[:at]) + gap * at for at in range(len(stops))], stops
        stops = stops[:-1]
    return [], []
