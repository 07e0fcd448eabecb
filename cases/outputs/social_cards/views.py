"""The pictures at their addresses."""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.generic import View

from cases.models import PublishedCase
from cases.outputs.social_cards.pictures import NotMade, picture, said, version
from cases.pages.catalogue.gone import gone
from cases.publishing.addresses import trail

logger = logging.getLogger(__name__)

DEFAULT = "img/social-card.png"


class CasePictureView(View):
    """The picture of a case, which never changes at this address: another one has another version.

    The address of an older version leads to that of today, and so does that of a case that moved; what was withdrawn
    says so. Where a picture cannot be made, that of the whole site stands in for it.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, slug: str, version_asked: str) -> HttpResponse:
        found = PublishedCase.objects.only("record").filter(slug=slug).first()
        if found is None:
            return self.gone_or_moved(request, slug, version_asked)
        what = said(found.record)
        if (now := version(what)) != version_asked:
            return HttpResponseRedirect(reverse("case-picture", args=[slug, now]))
        if held := get_conditional_response(request, etag=f'"{now}"'):
            return held
        try:
            content = picture(what)
        except NotMade as error:
            logger.error("a picture was not made: %s", error)
            return HttpResponseRedirect(static(DEFAULT), headers={"Cache-Control": "no-store"})
        headers = {"ETag": f'"{now}"', "Cache-Control": "public, max-age=31536000, immutable"}
        return HttpResponse(content, content_type="image/png", headers=headers)

    def gone_or_moved(self, request: HttpRequest, slug: str, version_asked: str) -> HttpResponse:
        public, withdrawal = trail(slug)
        if public:
            return HttpResponseRedirect(reverse("case-picture", args=[public.slug, version_asked]))
        if withdrawal is None:
            raise Http404("Dit praktijkvoorbeeld bestaat niet.")
        return gone(request, withdrawal)
