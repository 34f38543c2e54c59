"""How large letters on paper may be."""

from reports import sample_report

from journeykit.render.map_view import map_view
from journeykit.render.paper_fit import paper_fit


def longer(view, times):
    """A map whose steps say everything so many times."""
    lanes = ("doing", "thinking", "expecting")
    periods = tuple(
        period.model_copy(
            update={
                "stages": tuple(
                    stage.model_copy(
                        update={
                            "steps": tuple(
                                step.model_copy(
                                    update={lane: " ".join([getattr(step, lane)] * times) for lane in lanes}
                                )
                                for step in stage.steps
                            )
                        }
                    )
                    for stage in period.stages
                )
            }
        )
        for period in view.periods
    )
    return view.model_copy(update={"periods": periods})


def test_the_samples_keep_every_lane_and_letters_of_more_than_seven_points():
    for name in ("airport_departure", "clinic_visit", "coffee_shop"):
        fit = paper_fit(map_view(sample_report(name)))
        assert fit.left_out == ()
        assert fit.px * 0.75 > 7  # 96 px and 72 points are an inch


def test_more_text_makes_smaller_letters_and_no_letter_is_under_six_points():
    view = map_view(sample_report("clinic_visit"))
    sizes = [paper_fit(longer(view, times)).px for times in (1, 2)]
    assert sizes[0] > sizes[1]
    assert all(paper_fit(longer(view, times)).px * 0.75 >= 6 for times in (1, 2, 8, 40))


def test_quotes_leave_the_paper_before_what_the_person_does():
    fit = paper_fit(longer(map_view(sample_report("clinic_visit")), 6))
    assert fit.left_out
    assert fit.left_out[0] == "quotes"
    assert fit.left_out == ("quotes", "expecting", "thinking", "doing")[: len(fit.left_out)]
