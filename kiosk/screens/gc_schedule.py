"""Python's own collection of garbage comes when it likes: 70 to 150 ms in the midst of an answer, with all of Kivy and
OpenCV to look through. Here what is loaded is set aside for good, and the rest is swept once a second, in 3 ms."""

import gc


def take_over() -> None:
    """When everything is loaded: what is there now will stay."""
    gc.collect()
    gc.freeze()
    gc.disable()


def sweep() -> None:
    """Nothing before take_over(): Python still sees to it."""
    if not gc.isenabled():
        gc.collect()


def give_back() -> None:
    gc.unfreeze()
    gc.enable()
