"""Small days that a person can follow: places on a line, ten minutes (600) from one to the next."""

from dataclasses import replace

from sanbao.planning.problem import Engineer, Job, Problem, Rest, Window

STEP = 600
DAY = Window(0, 8 * 3600)


def line(places: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(abs(a - b) * STEP for b in range(places)) for a in range(places))


def job(key: str, place: int, opens: int = 0, closes: int = 8 * 3600, **more) -> Job:
    given = {"service": 1800, "left_price": 100_000, **more}
    return Job(key, place, (Window(opens, closes),), **given)


def engineer(key: str = "yang", **more) -> Engineer:
    given = {"start": 0, "end": 0, "shift": DAY, **more}
    return Engineer(key, **given)


def day(jobs, engineers=None, places: int = 10, **more) -> Problem:
    engineers = [engineer()] if engineers is None else engineers
    return Problem(tuple(jobs), tuple(engineers), line(places), line(places), **more)


LUNCH = Rest(4 * 3600, 5 * 3600, 3600)
WITH_LUNCH = replace(engineer(), rests=(LUNCH,))
