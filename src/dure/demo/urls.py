from django.urls import path

from dure.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.roles, name="roles"),
    path("sign-in/", views.sign_in, name="sign_in"),
]
