"""The invented firms are whole, distinct, and go by numbers that no tax office gives out."""

from collections import Counter

from dure.demo.cast import firms, suppliers
from dure.demo.names import CITY_OFFICIALS, EXPERTS, FORUM, MENTORS
from dure.foundation.parties.business_number import parse_business_number


def test_numbers_have_right_check_digits_and_are_distinct():
    numbers = [each.number for each in (*firms(), *suppliers().values())]

    assert [parse_business_number(number) for number in numbers] == numbers
    assert len(set(numbers)) == len(numbers)
    assert {number[:3] for number in numbers} == {"999"}


def test_names_of_firms_are_distinct():
    names = Counter(each.name for each in (*firms(), *suppliers().values()))

    assert [name for name, times in names.items() if times > 1] == []


def test_applications_are_as_published_by_type():
    assert Counter(each.type_code for each in firms() if each.applies) == {"JS1": 53, "JS2": 95, "JS3": 28}


def test_interest_forms_are_two_hundred():
    assert sum(1 for each in firms() if each.interest) == 200


def test_every_city_has_an_official_and_an_applicant():
    assert {each.city for each in firms() if each.applies} == set(CITY_OFFICIALS)


def test_a_third_of_the_applicants_make_food():
    food = sum(each.sector in {"10", "11"} for each in firms() if each.applies)

    assert (food, food * 100 // 176) == (62, 35)


def test_people_are_as_many_as_reported():
    assert (len(FORUM), len(MENTORS), len(EXPERTS), len(suppliers())) == (20, 30, 30, 25)
