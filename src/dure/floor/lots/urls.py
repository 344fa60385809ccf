"""Addresses of the lots."""

from django.urls import path

from dure.floor.lots.views import labels, lots, recalls

app_name = "lots"
urlpatterns = [
    path("<str:code>/lots/", lots.show_lots, name="list"),
    path("<str:code>/lots/labels/", labels.sheet, name="labels"),
    path("<str:code>/lots/recalls/", recalls.show_recalls, name="recalls"),
    path("<str:code>/lots/recalls/begin/", recalls.begin, name="begin_recall"),
    path("<str:code>/lots/recalls/<int:recall_id>/", recalls.show_recall, name="recall"),
    path("<str:code>/lots/recalls/<int:recall_id>/finish/", recalls.finish, name="finish_recall"),
    path("<str:code>/lots/recalls/<int:recall_id>/pdf/", recalls.print_recall, name="recall_pdf"),
    path("<str:code>/lots/l/<str:lot>/", lots.show_lot, name="lot"),
]
