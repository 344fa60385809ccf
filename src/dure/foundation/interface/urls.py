from django.urls import path

from dure.foundation.interface import views

app_name = "interface"

urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("components/", views.components, name="components"),
    path("components/job/<int:done>/", views.sample_job, name="sample_job"),
]
