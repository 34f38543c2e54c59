"""The exercise in marimo: marimo run marimo_app.py"""

import marimo

app = marimo.App(app_title="Predict the customer")


@app.cell
def _imports():
    import exercise
    import marimo as mo

    return exercise, mo


@app.cell
def _form(exercise, mo):
    radios = [
        mo.ui.radio(exercise.CHOICES, inline=True, label=f"**{label}** {line}") for _id, label, line in exercise.STEPS
    ]
    values = mo.ui.array(radios)
    mo.vstack([mo.md(f"# {exercise.TITLE}"), *values])
    return (values,)


@app.cell
def _count(exercise, mo, values):
    mo.md(exercise.answered(sum(value is not None for value in values.value)))


if __name__ == "__main__":
    app.run()
