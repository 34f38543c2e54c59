"""The exercise in Solara: solara run solara_app.py"""

import solara
from exercise import CHOICES, STEPS, TITLE, answered


@solara.component
def Page():  # noqa: N802 - Solara looks for this name
    """The form."""
    values, set_values = solara.use_state({})
    solara.Title("Predict the customer")
    solara.Markdown(f"# {TITLE}")
    for id_, label, line in STEPS:
        solara.Markdown(f"**{label}**  \n{line}")
        solara.ToggleButtonsSingle(
            value=values.get(id_),
            values=CHOICES,
            on_value=lambda value, id_=id_: set_values({**values, id_: value}),
        )
    solara.Text(answered(len(values)))
