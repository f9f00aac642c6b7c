"""Which passages are worded like an action, and that the shared words are told."""

from service.likeness.narration import Minutes, Passage, Task, words_of

PASSAGES = [
    Passage("paragraph", 1, "The Harbour Works Committee repaired the eastern slipway.", "Repairs"),
    Passage("paragraph", 2, "Members noted the ferry timetable.", "Ferries"),
    Passage("decision", 1, "Buy a second lantern for the pier head.", "Lights"),
]
REPAIR = Task("a", "HWC to repair the eastern slipway", "Repairs")


def test_a_passage_that_shares_rare_words_is_proposed_with_them():
    (found,) = Minutes(PASSAGES).like(REPAIR)
    assert (found.part, found.number) == ("paragraph", 1)
    assert set(found.words) == {"Harbour Works Committee", "repaired", "eastern", "slipway"}
    assert 0 < found.score <= 1


def test_words_that_all_minutes_have_lead_nowhere():
    assert Minutes(PASSAGES).like(Task("a", "Members noted the next meeting of the group")) == []
    assert Minutes([]).like(REPAIR) == []
    assert Minutes(PASSAGES).like(Task("a", "")) == []


def test_the_title_over_a_passage_counts_in_full_only_under_the_same_title():
    said = [Passage("paragraph", 1, "It was nearly dry.", "Slipway paint"), *PASSAGES[1:]]
    task = Task("a", "Dry the slipway paint", "Slipway paint")
    (under,) = Minutes(said).like(task)
    (elsewhere,) = Minutes(said).like(task._replace(title="Lights"))
    assert elsewhere.score < under.score


def test_a_word_is_the_same_in_its_forms_and_names_have_short_forms():
    assert words_of("prosecutions").keys() == words_of("prosecution").keys()
    assert "moj" in words_of("the Ministry of Justice said")
