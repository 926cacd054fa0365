from django.urls import path

from sanbao.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("people/", views.user_list, name="user_list"),
    path("people/new/", views.user_edit, name="user_new"),
    path("people/<int:pk>/", views.user_edit, name="user_edit"),
    path("me/", views.profile, name="profile"),
    path("tokens/", views.token_list, name="token_list"),
    path("tokens/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
]
