"""Addresses of the pages on which a plant is read."""

from django.urls import path

from dure.floor.boards.reports import views as reports
from dure.floor.boards.views import energy, figures, line, now, owner, records, report, shared, spans, taking

app_name = "boards"
urlpatterns = [
    path("", owner.sites, name="sites"),
    path("shared/<int:sharing_id>/", shared.show_site, name="shared_site"),
    path("shared/<int:sharing_id>/<str:start>/", shared.show_span, name="shared_span"),
    path("shared/<int:sharing_id>/<str:start>/records/", shared.show_records, name="shared_records"),
    path("<str:code>/", owner.show_owner, name="owner"),
    path("<str:code>/line/<str:line>/", line.show_line, name="line"),
    path("<str:code>/andon/", now.show_andon, name="andon"),
    path("<str:code>/week/", spans.show_week, name="week"),
    path("<str:code>/pareto/", spans.show_pareto, name="pareto"),
    path("<str:code>/yield/", spans.show_yields, name="yields"),
    path("<str:code>/plan/", spans.show_plan, name="plan"),
    path("<str:code>/energy/", energy.show_energy, name="energy"),
    path("<str:code>/figures/", figures.show_figures, name="figures"),
    path("<str:code>/figures/revisions/", figures.show_revisions, name="revisions"),
    path("<str:code>/report/", report.show_report, name="report"),
    path("<str:code>/report/pdf/", report.print_report, name="report_pdf"),
    path("<str:code>/reports/", reports.show_reports, name="reports"),
    path("<str:code>/reports/file/", reports.send_file, name="report_file"),
    path("<str:code>/raw/", records.show_raw, name="raw"),
    path("<str:code>/raw/held/", records.show_held, name="held"),
    path("<str:code>/flags/", records.show_flags, name="flags"),
    path("<str:code>/take/", taking.show_files, name="take"),
    path("<str:code>/take/new.parquet", taking.send_new, name="take_new"),
    path("<str:code>/take/plant.aasx", taking.send_shells, name="take_shells"),
    path("<str:code>/take/SHA256SUMS", taking.send_digests, name="take_digests"),
    path("<str:code>/take/<str:name>", taking.send_sealed, name="take_sealed"),
]
