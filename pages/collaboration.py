"""Work shared across departments, and what it achieved."""

from kpi.core.text import Text
from pages.parts import pair, session

pair.draw(Text("유연 · 능동", "Soft · Smart"), ("soft", "smart"), session.language())
