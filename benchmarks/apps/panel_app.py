"""The exercise in Panel: panel serve panel_app.py"""

import panel as pn
from exercise import CHOICES, STEPS, TITLE, answered

pn.extension()

# A radio group of Panel has its first choice chosen from the start.
choices = [pn.widgets.RadioBoxGroup(name=label, options=CHOICES, inline=True) for _id, label, _line in STEPS]


def count(*values):
    """How many steps are answered."""
    return answered(sum(value is not None for value in values))


form = pn.Column(f"# {TITLE}")
for (_id, label, line), choice in zip(STEPS, choices, strict=True):
    form.append(pn.Column(f"**{label}**\n\n{line}", choice))
form.append(pn.bind(count, *choices))
form.servable(title="Predict the customer")
