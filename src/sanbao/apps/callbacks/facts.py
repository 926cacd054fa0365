"""The names and limits of call-backs."""

from datetime import timedelta

FORM = "call-back"
CALLED_BACK = "called_back"
HELD_FOR = timedelta(minutes=30)  # so long nobody else may call; then whoever took it has left
