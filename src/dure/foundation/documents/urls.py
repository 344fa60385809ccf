from django.urls import URLPattern, path

from dure.foundation.documents import views

app_name = "documents"
urlpatterns: list[URLPattern] = [
    path("<int:document_id>/", views.download, name="download"),
    path("<int:document_id>/preview.png", views.preview, name="preview"),
    path("<int:document_id>/remove/", views.remove, name="remove"),
    path("of/<str:label>/<str:row_id>/", views.upload, name="upload"),
]
