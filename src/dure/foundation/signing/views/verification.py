"""What Dure says of any PDF's signatures, and the certificate with which others can check."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dure.foundation.access.routes import open_to_all, signed_in
from dure.foundation.installation import clock
from dure.foundation.signing import queries
from dure.foundation.signing.authority import authority
from dure.foundation.signing.certificates import pem
from dure.foundation.signing.forms import VerifyForm
from dure.foundation.signing.verification import UnreadablePdfError


@require_http_methods(["GET", "POST"])
@signed_in
def verify(request: HttpRequest) -> HttpResponse:
    """Choose a PDF; it is read and not kept."""
    if request.method == "GET":
        return render(request, "signing/verify.html", {"form": VerifyForm()})
    form = VerifyForm(request.POST, request.FILES)
    results, name = None, ""
    if form.is_valid():
        file = form.cleaned_data["file"]
        name = file.name
        if (file.size or 0) > settings.DOCUMENT_MAX_BYTES:
            form.add_error("file", _("This file is too large to be checked here."))
        else:
            try:
                results = queries.verify_pdf(file.read(), clock.now())
            except UnreadablePdfError:
                form.add_error(
                    "file", _("This file cannot be read as a PDF. It is damaged, locked, or something else.")
                )
    context = {"form": form, "results": results, "name": name, "checked": results is not None}
    return render(request, "signing/verify.html", context, status=422 if form.errors else 200)


@require_GET
@open_to_all
def root(request: HttpRequest) -> HttpResponse:
    """The development authority's certificate, for an outside tool to be told whom to trust."""
    response = HttpResponse(pem(authority().root.certificate), content_type="application/x-pem-file")
    response.headers["Content-Disposition"] = 'attachment; filename="dure-development-ca.pem"'
    return response
