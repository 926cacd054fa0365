from django.urls import path

from sanbao.apps.products import views

app_name = "products"
urlpatterns = [
    path("", views.product_list, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.change, name="change"),
    path("sales/", views.sale_list, name="sale_list"),
    path("sales/new/", views.record_sales, name="record_sales"),
    path("prices/", views.price_lists, name="price_lists"),
    path("prices/new/", views.publish, name="publish"),
    path("prices/<int:pk>/", views.price_list, name="price_list"),
]
