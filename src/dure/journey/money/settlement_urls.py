"""Addresses of settlements, money due back, statements, ageing and signals."""

from django.urls import URLPattern, path

from dure.journey.money.views import recoveries, settlements, signals, statements

SETTLEMENT_URLS: list[URLPattern] = [
    path("settlements/", settlements.show_settlements, name="settlements"),
    path("settlements/mine/", settlements.show_own, name="own_settlements"),
    path("settlements/of/<int:agreement_id>/open/", settlements.open_one, name="open_settlement"),
    path("settlements/<int:settlement_id>/", settlements.show_settlement, name="settlement"),
    path("settlements/<int:settlement_id>/hand-in/", settlements.hand_in, name="hand_in_settlement"),
    path("settlements/<int:settlement_id>/evidence/", settlements.add_evidence, name="add_evidence"),
    path("settlements/<int:settlement_id>/review/", settlements.review, name="review_settlement"),
    path("settlements/<int:settlement_id>/accountant/", settlements.assign, name="assign_accountant"),
    path("settlements/<int:settlement_id>/pack/", settlements.pack, name="settlement_pack"),
    path("settlements/<int:settlement_id>/<str:verb>/", settlements.decide, name="decide_settlement"),
    path("recoveries/", recoveries.show_recoveries, name="recoveries"),
    path("recoveries/of/<int:agreement_id>/order/", recoveries.order, name="order_recovery"),
    path("recoveries/<int:recovery_id>/", recoveries.show_recovery, name="recovery"),
    path("recoveries/<int:recovery_id>/<str:verb>/", recoveries.work, name="work_on_recovery"),
    path("statements/", statements.show_statements, name="statements"),
    path("ageing/", statements.show_ageing, name="ageing"),
    path("signals/", signals.show_signals, name="signals"),
    path("signals/find/", signals.find, name="find_signals"),
    path("signals/<int:signal_id>/", signals.show_signal, name="signal"),
    path("signals/<int:signal_id>/judge/", signals.judge, name="judge_signal"),
]
