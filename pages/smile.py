"""Satisfaction of those who were served."""

from kpi.core.text import Text
from pages.parts import pair, session

pair.draw(Text("친절", "Smile"), ("smile",), session.language())
