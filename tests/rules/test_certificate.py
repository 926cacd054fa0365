"""What a person is certified to do on a day, and what is lacking for a work."""

from datetime import date

import pytest

from sanbao.rules.certificate import Held, Lack, Need, Standing, best, lack, standing, warning

ON = date(2026, 11, 23)
SERVICE = Need("service", "上岗资格证", "7.4")
GOOD = Held("SG-1", date(2025, 1, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(GOOD, Standing.VALID, id="long to go"),
        pytest.param(Held("1", ON, ON), Standing.ENDING, id="its only day"),
        pytest.param(Held("1", date(2025, 1, 1), date(2027, 1, 22)), Standing.ENDING, id="60 days"),
        pytest.param(Held("1", date(2025, 1, 1), date(2027, 1, 23)), Standing.VALID, id="61 days"),
        pytest.param(Held("1", date(2025, 1, 1), date(2026, 11, 22)), Standing.EXPIRED, id="over"),
        pytest.param(Held("1", date(2026, 11, 24), date(2027, 1, 1)), Standing.COMING, id="coming"),
        pytest.param(
            Held("1", date(2025, 1, 1), date(2027, 1, 1), revoked_on=ON),
            Standing.REVOKED,
            id="revoked that day",
        ),
    ],
)
def test_how_a_certificate_stands(held: Held, expected: Standing) -> None:
    assert standing(held, on=ON, warn_days=60) is expected
    assert held.is_valid(ON) is (expected in (Standing.VALID, Standing.ENDING))


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        pytest.param([], "the certificate “上岗资格证” is missing", id="never had one"),
        pytest.param(
            [Held("SG-1", date(2023, 1, 1), date(2026, 11, 22))],
            "the certificate “上岗资格证” SG-1 expired on 2026-11-22",
            id="expired yesterday",
        ),
        pytest.param(
            [Held("SG-1", date(2025, 1, 1), date(2027, 1, 1), revoked_on=date(2026, 11, 20))],
            "the certificate “上岗资格证” SG-1 was revoked on 2026-11-20",
            id="revoked",
        ),
        pytest.param(
            [Held("SG-2", date(2026, 12, 1), date(2029, 1, 1))],
            "the certificate “上岗资格证” SG-2 is not valid until 2026-12-01",
            id="not yet",
        ),
    ],
)
def test_a_refusal_names_the_certificate_and_the_clause(held: list[Held], reason: str) -> None:
    missing = lack([SERVICE], {"service": held}, on=ON)
    assert missing is not None
    assert str(missing.no().reason) == reason
    assert missing.no().clause == "7.4"


def test_all_that_a_work_asks_for_is_needed() -> None:
    welding = Need("welding", "焊工证")
    assert lack([SERVICE, welding], {"service": [GOOD], "welding": [GOOD]}, on=ON) is None
    assert lack([SERVICE, welding], {"service": [GOOD]}, on=ON) == Lack(welding, ON)


def test_the_certificate_that_lasts_longest_counts() -> None:
    longer = Held("SG-2", date(2026, 1, 1), date(2028, 1, 1))
    assert best([GOOD, longer], on=ON) == longer
    assert best([], on=ON) is None


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [(90, None, None), (60, None, 60), (59, 60, None), (14, 60, 14), (3, None, 14), (3, 14, None)],
)
def test_each_reminder_is_told_once(left: int, told: int | None, due: int | None) -> None:
    assert warning(left, ahead=(60, 14), told=told) == due
