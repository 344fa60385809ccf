"""Every plan of the cast can be handed in: complete but for papers, within the notice's rules."""

from dure.demo.cast import firms
from dure.demo.notice import terms
from dure.demo.plans import plan_of
from dure.journey.applications.completeness import completeness
from dure.journey.applications.cost_table import price


def test_plans_lack_nothing_that_blocks():
    notice = terms()
    lacking = {
        each.name: [missing.sentence for missing in found.blocking]
        for each in firms()
        if each.applies and (found := completeness(plan_of(each), notice, each.type_code, (), each.number)).blocking
    }

    assert lacking == {}


def test_cost_tables_sum_to_the_cost_of_the_cast():
    notice = terms()
    off = [
        each.name
        for each in firms()
        if each.applies and price(plan_of(each), notice, each.type_code).total_won != each.cost_won
    ]

    assert off == []
