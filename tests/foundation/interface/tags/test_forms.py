from django import forms
from django.template import Context, Template
from django.utils.translation import override


class Visit(forms.Form):
    firm = forms.CharField(help_text="As registered.")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"maxlength": 500}))
    way = forms.ChoiceField(choices=[("car", "Car"), ("bus", "Bus")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)


def drawn(template: str, **values: object) -> str:
    with override("en"):
        return Template("{% load dure %}" + template).render(Context(values))


def test_field_ties_help_and_error_to_its_control() -> None:
    html = drawn("{% field form.firm %}", form=Visit({"firm": ""}))

    assert 'aria-describedby="id_firm_helptext id_firm_error"' in html
    assert 'aria-invalid="true"' in html
    assert ('id="id_firm_helptext"' in html, 'id="id_firm_error"' in html) == (True, True)
    assert html.count('<label class="field-label" for="id_firm">') == 1


def test_field_marks_only_what_is_required() -> None:
    html = drawn("{% field form.firm %}|{% field form.note counter=True %}", form=Visit())

    firm, note = html.split("|")
    assert ('class="required"' in firm, 'class="required"' in note) == (True, False)
    assert ("data-counter" in firm, "data-counter" in note) == (False, True)


def test_choices_are_grouped_under_a_legend() -> None:
    html = drawn("{% field form.way %}", form=Visit())

    assert html.startswith('<fieldset class="field" id="id_way_group">')
    assert html.count('type="radio"') == 2


def test_form_fields_draws_hidden_ones_bare() -> None:
    html = drawn("{% form_fields form %}", form=Visit())

    assert html.count('class="field') - html.count('class="field-') == 3
    assert html.count('type="hidden"') == 1


def test_error_summary_links_each_error_to_its_field() -> None:
    form = Visit({"firm": "", "way": "car", "token": "x"})
    form.add_error(None, "The day is taken.")

    html = drawn("{% error_summary form %}", form=form)

    assert "<li>The day is taken.</li>" in html
    assert '<a href="#id_firm">Firm</a>' in html
    assert html.count("<li>") == 2


def test_error_summary_is_silent_without_errors() -> None:
    assert drawn("{% error_summary form %}", form=Visit()).strip() == ""
