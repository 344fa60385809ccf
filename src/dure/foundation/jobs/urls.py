from django.urls import URLPattern, path

from dure.foundation.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("<int:job_id>/", views.detail, name="detail"),
    path("<int:job_id>/progress/", views.progress, name="progress"),
    path("<int:job_id>/cancel/", views.cancel, name="cancel"),
]
