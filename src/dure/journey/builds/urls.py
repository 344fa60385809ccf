"""Addresses of builds, after-service and the supplier register."""

from django.urls import URLPattern, path

from dure.journey.builds.views import builds, checks, deliverables, milestones, suppliers, tickets, working

app_name = "builds"
urlpatterns: list[URLPattern] = [
    path("", builds.show_builds, name="list"),
    path("overdue/", builds.show_late, name="late"),
    path("<int:build_id>/", builds.show_build, name="build"),
    path("<int:build_id>/report/", working.report, name="report"),
    path("<int:build_id>/accept/", working.accept, name="accept"),
    path("<int:build_id>/training/", working.train, name="train"),
    path("<int:build_id>/level/", working.confirm_level, name="level"),
    path("<int:build_id>/complete/", working.complete, name="complete"),
    path("<int:build_id>/in-use/", working.in_use, name="in-use"),
    path("<int:build_id>/check/", checks.plan, name="plan-check"),
    path("<int:build_id>/fault/", tickets.new, name="new-ticket"),
    path("milestones/<int:milestone_id>/", milestones.show_milestone, name="milestone"),
    path("milestones/<int:milestone_id>/reach/", milestones.reach, name="reach"),
    path("milestones/<int:milestone_id>/delay/", milestones.delay, name="delay"),
    path("milestones/<int:milestone_id>/do/<slug:verb>/", milestones.settle, name="milestone-do"),
    path("deliverables/<int:deliverable_id>/", deliverables.show_deliverable, name="deliverable"),
    path("deliverables/<int:deliverable_id>/do/<slug:verb>/", deliverables.settle, name="deliverable-do"),
    path("reports/<int:report_id>/note/", working.note_report, name="note-report"),
    path("checks/<int:inspection_id>/", checks.show_inspection, name="inspection"),
    path("checks/<int:inspection_id>/cancel/", checks.cancel, name="cancel-check"),
    path("findings/<int:finding_id>/", checks.show_finding, name="finding"),
    path("findings/<int:finding_id>/do/<slug:verb>/", checks.settle_finding, name="finding-do"),
    path("faults/", tickets.show_tickets, name="tickets"),
    path("faults/<int:ticket_id>/", tickets.show_ticket, name="ticket"),
    path("faults/<int:ticket_id>/reply/", tickets.reply, name="reply"),
    path("faults/<int:ticket_id>/do/<slug:verb>/", tickets.settle, name="ticket-do"),
    path("suppliers/", suppliers.show_suppliers, name="suppliers"),
    path("suppliers/mine/", suppliers.my_page, name="my-page"),
    path("suppliers/find/", suppliers.find, name="find-suppliers"),
    path("suppliers/<int:organisation_id>/", suppliers.show_supplier, name="supplier"),
    path("suppliers/<int:organisation_id>/edit/", suppliers.edit, name="edit-supplier"),
    path("suppliers/<int:organisation_id>/capability/", suppliers.capability, name="capability"),
    path("suppliers/<int:organisation_id>/object/", suppliers.file_objection, name="object"),
    path("objections/<int:objection_id>/<slug:verb>/", suppliers.decide_objection, name="decide-objection"),
]
