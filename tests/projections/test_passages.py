"""Passages found by their words: as known at any position, of one office, by an index."""

import re

import pytest
from sqlalchemy import insert

from events.action.events import ActionAssigned, ActionCompleted, OwnerPartCompleted
from events.action.events import ProgressReported
from events.when import When
from projections import action_progress
from projections.action_progress import ActionProgressRow
from projections.passages import KINDS, After, Asked, passages, rank_of, written
from projections.sought import parse
from projections.texts import TEXTS, WORDS
from tests.projections.test_book import OFFICE, fold
from tests.projections.test_meetings import HELD
