"""Bodies compressed where no proxy does it: gzip for everyone, and Brotli of what holds nothing of who asks."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from gouden.web.http.encodings import compressed, preferred

# What is the same for all: that a secret could be guessed from its length, which Django's gzip prevents, is no danger.
SAME_FOR_ALL = ("/api/", "/dcat/")
# In bytes: what is shorter does not get smaller.
SHORT = 200
DIGEST = "Repr-Digest"


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip, and Brotli for open data. What is compressed is another representation, with another digest."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if (
            isinstance(response, HttpResponse)
            and request.path_info.startswith(SAME_FOR_ALL)
            and len(response.content) >= SHORT
            and not response.has_header("Content-Encoding")
            and preferred(request.META.get("HTTP_ACCEPT_ENCODING", "")) == "br"
        ):
            response.content = compressed(response.content, "br")
            response.headers["Content-Encoding"] = "br"
            response.headers["Content-Length"] = str(len(response.content))
            patch_vary_headers(response, ["Accept-Encoding"])
            # Other bytes than those that the tag names.
            if (tag := response.headers.get("ETag", "")).startswith('"'):
                response.headers["ETag"] = f"W/{tag}"
        else:
            response = super().process_response(request, response)
        if response.has_header("Content-Encoding"):
            response.headers.pop(DIGEST, None)
        return response
