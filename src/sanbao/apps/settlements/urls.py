from django.urls import path

from sanbao.apps.settlements import views

app_name = "settlements"
urlpatterns = [
    path("", views.statement_list, name="list"),
    path("runs/", views.run_list, name="run_list"),
    path("runs/<int:pk>/", views.progress, name="progress"),
    path("runs/<int:pk>/stop/", views.stop_run, name="stop_run"),
    path("payments/", views.remittance_list, name="remittance_list"),
    path("payments/new/", views.remit, name="remit"),
    path("payments/layout/", views.layout, name="layout"),
    path("payments/<str:code>/", views.remittance, name="remittance"),
    path("payments/<str:code>/file.csv", views.remittance_file, name="remittance_file"),
    path("disputes/", views.dispute_list, name="dispute_list"),
    path("disputes/<str:code>/", views.dispute, name="dispute"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
    path("parts/<str:code>/", views.parts_account, name="parts"),
    path("parts/<str:code>/<slug:what>/", views.parts_account, name="parts_section"),
    path("parts/<str:code>/<slug:what>.csv", views.parts_file, name="parts_file"),
    path("<str:code>/dispute/", views.raise_dispute, name="raise_dispute"),
    path("<str:code>/", views.statement, name="statement"),
    path("<str:code>/statement.pdf", views.statement_pdf, name="pdf"),
    path("<str:code>/statement.xlsx", views.statement_excel, name="excel"),
    path("<str:code>/<str:name>/", views.step, name="step"),
]
