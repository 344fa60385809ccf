"""Addresses of checks and HACCP records."""

from django.urls import path

from dure.floor.quality.views import alarms, charts, checks, deviations, haccp, records

app_name = "quality"
urlpatterns = [
    path("<str:code>/checks/", checks.show_checks, name="checks"),
    path("<str:code>/checks/chart/", charts.show_chart, name="chart"),
    path("<str:code>/checks/chart/excel/", charts.save_chart, name="chart_excel"),
    path("<str:code>/checks/alarms/", alarms.plan_alarms, name="alarms"),
    path("<str:code>/haccp/", haccp.show_haccp, name="haccp"),
    path("<str:code>/haccp/point/", records.show_record, name="record"),
    path("<str:code>/haccp/point/pdf/", records.print_record, name="record_pdf"),
    path("<str:code>/haccp/point/review/", records.review, name="review"),
    path("<str:code>/haccp/point/calibrate/", haccp.calibrate, name="calibrate"),
    path("<str:code>/haccp/deviations/", deviations.show_deviations, name="deviations"),
    path("<str:code>/haccp/deviations/<int:pk>/", deviations.show_deviation, name="deviation"),
    path("<str:code>/haccp/deviations/<int:pk>/correct/", deviations.correct, name="correct"),
    path("<str:code>/haccp/deviations/<int:pk>/decide/", deviations.decide, name="decide"),
]
