"""What a response means and promises is read from its own words, and only where they say it."""

import pytest

from service.intake.reports.commitments import due_in
from service.intake.reports.dispositions import dispositions_of
from service.intake.reports.promises import promise_of


@pytest.mark.parametrize(
    ("response", "meant"),
    [
        ("Accepted.", "accepted"),
        ("Agreed \u2013 the clerk has it in hand.", "accepted"),
        ("We welcome the Committee's recommendation.", "accepted"),
        ("The Board agrees with the review that more is needed.", "accepted"),
        ("This recommendation has been implemented.", "accepted"),
        ("Accepted in part", "partially accepted"),
        ("Agreed in principle. A trial will show.", "partially accepted"),
        ("We accept this recommendation in part.", "partially accepted"),
        ("Not accepted", "rejected"),
        ("The Trust does not support this recommendation.", "rejected"),
        ("There are no plans to raise the bridge.", "rejected"),
        ("We note this recommendation. We do not believe that a study is necessary.", "rejected"),
        ("Noted", "noted"),
        ("The Council notes the panel's concerns.", "noted"),
        ("A survey was made in May.", None),
        ("We have agreed to meet the ferrymen.", None),
        ("We welcome the support of the Committee.", None),
    ],
)
def test_a_disposition_is_stated_or_there_is_none(response, meant):
    found = dispositions_of(response).general
    assert (found and found[0]) == meant
    assert found is None or found[1] in response


@pytest.mark.parametrize(
    ("sentence", "promise"),
    [
        ("We will mend the pier.", ("Government",)),
        ("In the light of this we are committed to doing more.", ("Government",)),
        ("We have looked, and will continue to look, at the pier.", ("Government",)),
        ("The Rivers Agency will publish the readings.", ("Rivers Agency",)),
        ("The Agency has said that it has no plans to build but will mend.", ("Agency",)),
        ("It hopes that officials will also write to each parish.", ("officials",)),
        ("It will write by May.", ("Ministry",)),
        ("The pier will be mended by the Pier Board.", ("Pier Board",)),
        ("The pier will be mended.", (None,)),
        ("This will help to mend the pier.", None),
        ("The survey will provide a picture.", None),
        ("We will not mend the pier.", None),
        ("Those who will be heard are few.", None),
        ("We expect the Centre will thrive.", None),
        ("The pier was mended.", None),
    ],
)
def test_a_promise_names_who_keeps_it(sentence, promise):
    assert promise_of(sentence, "Government", "Ministry") == promise


@pytest.mark.parametrize(
    ("sentence", "exactness", "day"),
    [
        ("We will report by the end of March 2010.", "month", "2010-03-31"),
        ("We will report by the end of 2009.", "month", "2009-12-31"),
        ("We will consult in September 2009.", "month", "2009-09-30"),
        ("We will report by 31 March 2010.", "date", "2010-03-31"),
        ("We will report by the end of the year.", "text", None),
        ("We will report by March.", "month", None),
    ],
)
def test_the_due_date_of_a_promise_is_as_exact_as_its_words(sentence, exactness, day):
    due = due_in(sentence)
    assert (due.kind, due.date and due.date.isoformat()) == (exactness, day)
