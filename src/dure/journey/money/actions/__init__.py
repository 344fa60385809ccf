"""Verbs of the money: the door other rooms use."""

from dure.journey.money.actions.approving import approve_claim
from dure.journey.money.actions.batches import export_batch, make_batch, send_batch, take_out
from dure.journey.money.actions.books import bring_in_grants
from dure.journey.money.actions.claims import (
    draft_claim,
    remove_line,
    save_claim,
    save_line,
    submit_claim,
    withdraw_claim,
)
from dure.journey.money.actions.deciding import (
    answer_objection,
    close_settlement,
    decide_settlement,
    object_to_settlement,
    reconsider_settlement,
)
from dure.journey.money.actions.deposits import confirm_deposit, record_deposit, refuse_deposit
from dure.journey.money.actions.evidence import draft_evidence
from dure.journey.money.actions.imports import (
    Imported,
    discard_draft,
    enter_draft,
    import_list,
    match_again,
    match_row,
    read_draft,
    record_matched,
    set_aside,
    undo_row,
)
from dure.journey.money.actions.incoming import match_incoming_row
from dure.journey.money.actions.judging import accept_lines, check_claim, judge_line, reject_claim, return_claim
from dure.journey.money.actions.lateness import (
    confirm_late_charge,
    propose_late_charge,
    reopen_late_charge,
    waive_late_charge,
)
from dure.journey.money.actions.payments import order_anew, pay_again, record_payment_result
from dure.journey.money.actions.recovering import (
    agree_instalments,
    impose_surcharge,
    open_recovery,
    pass_on,
    record_collection,
    write_off,
)
from dure.journey.money.actions.settling import (
    LineJudgement,
    StaleSettlement,
    assign_accountant,
    give_back_settlement,
    hand_in_settlement,
    open_settlement,
    record_review,
    review_lines,
    review_settlement_line,
)
from dure.journey.money.actions.signals import FoundSignals, find_signals, judge_signal
from dure.journey.money.values import LineDraft, StaleClaim

__all__ = [
    "FoundSignals",
    "Imported",
    "LineDraft",
    "LineJudgement",
    "StaleClaim",
    "StaleSettlement",
    "accept_lines",
    "agree_instalments",
    "answer_objection",
    "approve_claim",
    "assign_accountant",
    "bring_in_grants",
    "check_claim",
    "close_settlement",
    "confirm_deposit",
    "confirm_late_charge",
    "decide_settlement",
    "discard_draft",
    "draft_claim",
    "draft_evidence",
    "enter_draft",
    "export_batch",
    "find_signals",
    "give_back_settlement",
    "hand_in_settlement",
    "import_list",
    "impose_surcharge",
    "judge_line",
    "judge_signal",
    "make_batch",
    "match_again",
    "match_incoming_row",
    "match_row",
    "object_to_settlement",
    "open_recovery",
    "open_settlement",
    "order_anew",
    "pass_on",
    "pay_again",
    "propose_late_charge",
    "read_draft",
    "reconsider_settlement",
    "record_collection",
    "record_deposit",
    "record_matched",
    "record_payment_result",
    "record_review",
    "refuse_deposit",
    "reject_claim",
    "remove_line",
    "reopen_late_charge",
    "return_claim",
    "review_lines",
    "review_settlement_line",
    "save_claim",
    "save_line",
    "send_batch",
    "set_aside",
    "submit_claim",
    "take_out",
    "undo_row",
    "waive_late_charge",
    "withdraw_claim",
    "write_off",
]
