"""The addresses for people with accounts: signing in, adding data, administration."""

from django.urls import path, re_path

from hundred.interfaces.web.pages import accounts, adding, admin, bodies, deciding, describing, people, runs

_LINK = r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$"  # a key may hold hyphens, so no path() will do

# allauth asks for some of these by its own names
signing_in = [
    path("sign-in", accounts.sign_in, name="sign-in"),
    path("sign-in", accounts.sign_in, name="account_login"),
    path("sign-out", accounts.sign_out, name="sign-out"),
    path("sign-out", accounts.sign_out, name="account_logout"),
    path("account", accounts.account, name="account"),
    path("account/closed", accounts.closed, name="account_inactive"),
    path("account/password", accounts.change_password, name="account_change_password"),
    path("password", accounts.forgotten, name="account_reset_password"),
    path("password/sent", accounts.forgotten_sent, name="account_reset_password_done"),
    path("password/set", accounts.new_password_set, name="account_reset_password_from_key_done"),
    re_path(_LINK, accounts.new_password, name="account_reset_password_from_key"),
    path("welcome/<str:token>", accounts.welcome, name="welcome"),
]

adding_data = [
    path("add", adding.choose, name="add"),
    path("add/dataset", describing.new, name="add-dataset"),
    path("datasets/<slug:slug>/add", adding.files, name="add-files"),
    path("datasets/<slug:slug>/edit", describing.edit, name="dataset-edit"),
    path("runs", runs.runs, name="runs"),
    path("runs/<str:run>", runs.run, name="run"),
    path("runs/<str:run>/findings.csv", runs.findings, name="run-findings"),
    path("runs/<str:run>/again", runs.again, name="run-again"),
]

contributions = [
    path("waiting", deciding.waiting, name="waiting"),
    path("waiting/questions/<int:number>", deciding.question, name="decide-question"),
    path("waiting/reuses/<int:number>", deciding.reuse, name="decide-reuse"),
    path("waiting/requests/<int:number>", deciding.data_request, name="decide-request"),
]

administration = [
    path("admin", admin.overview, name="admin"),
    path("admin/datasets", admin.datasets, name="admin-datasets"),
    path("admin/trail", admin.trail, name="admin-trail"),
    path("admin/people", people.people, name="admin-people"),
    path("admin/people/add", people.add, name="admin-person-add"),
    path("admin/people/<int:person>", people.change, name="admin-person"),
    path("admin/people/<int:person>/link", people.send_link, name="admin-person-link"),
    path("admin/publishers", bodies.bodies, name="admin-publishers"),
    path("admin/publishers/add", bodies.add, name="admin-publisher-add"),
]

urlpatterns = [*signing_in, *adding_data, *contributions, *administration]
