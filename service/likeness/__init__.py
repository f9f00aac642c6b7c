"""How alike two names are: pure comparison with reasons; it proposes and never decides.

No score says that two names are the same: the best a candidate can be is `likely`.
"""
