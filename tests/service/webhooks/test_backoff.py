"""What failed is tried later and later, and not before the receiver said."""

import pytest

from service.webhooks.backoff import delay, retry_after

STEPS = (5, 30, 120)
NOW = 1_400_000_000.0


def calm():
    return 0.0


def test_each_try_waits_longer_and_the_last_step_goes_on():
    assert [delay(n, STEPS, None, calm) for n in range(1, 6)] == [5, 30, 120, 120, 120]


def test_not_everybody_comes_back_at_the_same_moment():
    assert delay(1, STEPS, None, lambda: 1.0) == 5.5


@pytest.mark.parametrize(("asked", "waits"), [(2, 5), (60, 60), (1e9, 120)])
def test_a_receiver_can_put_it_off_as_far_as_the_last_step(asked, waits):
    assert delay(1, STEPS, asked, calm) == waits


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("7", 7),
        (" 7 ", 7),
        ("9" * 400, None),
        ("\u0667", None),
        ("Tue, 13 May 2014 16:53:50 GMT", 30),
        ("Tue, 13 May 2014 16:53:50 -0000", 30),
        ("Tue, 13 May 2014 16:00:00 GMT", 0),
        ("Mon, 01 Jan 0001 00:00:00 GMT", 0),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2014 00:00:00 +99999999", None),
    ],
)
def test_it_says_so_in_seconds_or_by_a_date(text, seconds):
    assert retry_after(text, NOW) == seconds
