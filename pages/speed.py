"""Time, compared for the same tasks only."""

from kpi.core.text import Text
from pages.parts import pair, session

pair.draw(Text("간편 · 신속", "Simple · Speed"), ("simple", "speed"), session.language())
