"""Addresses of a plant's records, devices, badges, systems and Excel forms, for its owner."""

from django.urls import path

from dure.floor.entry.views import correcting, devices, record, records, sheets, sources

app_name = "entry"
urlpatterns = [
    path("<str:code>/records/", records.show_records, name="records"),
    path("<str:code>/records/record/", record.show_record, name="record"),
    path("<str:code>/records/record/correct/", correcting.preview_correction, name="correct_record"),
    path("<str:code>/records/record/take/", correcting.take_correction, name="take_correction"),
    path("<str:code>/devices/", devices.show_devices, name="devices"),
    path("<str:code>/devices/add/", devices.add_device, name="add_device"),
    path("<str:code>/devices/machines/", devices.machine_sheet, name="machine_sheet"),
    path("<str:code>/devices/badges/add/", devices.add_badge, name="add_badge"),
    path("<str:code>/devices/badges/<int:badge_id>/revoke/", devices.revoke_badge, name="revoke_badge"),
    path("<str:code>/devices/<int:number>/", devices.show_device, name="device"),
    path("<str:code>/devices/<int:number>/code/", devices.issue_code, name="issue_code"),
    path("<str:code>/devices/<int:number>/revoke/", devices.revoke_device, name="revoke_device"),
    path("<str:code>/sources/", sources.show_sources, name="sources"),
    path("<str:code>/sources/client/", sources.sample_client, name="sample_client"),
    path("<str:code>/sources/<int:source_id>/revoke/", sources.revoke_source, name="revoke_source"),
    path("<str:code>/excel/", sheets.show_sheets, name="excel"),
    path("<str:code>/excel/form/", sheets.download, name="excel_form"),
    path("<str:code>/excel/take/", sheets.take, name="excel_take"),
]
