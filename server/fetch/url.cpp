#include "server/fetch/url.hpp"

#include <memory>

#include <curl/curl.h>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

/// A URL taken apart by the library that will go there: both see the same host.
class Url {
public:
    static std::optional<Url> from(const std::string& text) {
        Url url;
        if (!url.set(CURLUPART_URL, text) || !url.is_web()) return std::nullopt;
        return url;
    }

    bool set(CURLUPart part, const std::string& text) {
        return curl_url_set(handle_.get(), part, text.c_str(), 0) == CURLUE_OK;
    }
    void clear(CURLUPart part) { curl_url_set(handle_.get(), part, nullptr, 0); }
    std::string part(CURLUPart what, unsigned flags) const {
        char* text = nullptr;
        if (curl_url_get(handle_.get(), what, &text, flags) != CURLUE_OK) return {};
        std::string copy{text};
        curl_free(text);
        return copy;
    }
    std::string text() const { return part(CURLUPART_URL, 0); }
    std::string scheme() const { return part(CURLUPART_SCHEME, 0); }
    std::string origin() const {
        return scheme() + "://" + part(CURLUPART_HOST, 0) + ":" +
               part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
    }
    bool is_web() const {
        const std::string name = scheme();
        return (name == "http" || name == "https") && !part(CURLUPART_HOST, 0).empty();
    }

private:
    struct Release {
        void operator()(CURLU* url) const { curl_url_cleanup(url); }
    };
    std::unique_ptr<CURLU, Release> handle_{curl_url()};
};

}  // namespace

bool is_web_url(const std::string& url) {
    const auto read = Url::from(url);
    return read && read->part(CURLUPART_USER, 0).empty() &&
           read->part(CURLUPART_PASSWORD, 0).empty() && read->part(CURLUPART_FRAGMENT, 0).empty();
}

std::string with_parameter(const std::string& url, std::string_view name, std::string_view value) {
    const char joint = url.find('?') == std::string::npos ? '?' : '&';
    return url + joint + percent_encoded(name) + '=' + percent_encoded(value);
}

bool has_parameter(const std::string& url, std::string_view name) {
    const std::string sought = percent_encoded(name) + '=';
    const std::size_t query = url.find('?');
    for (std::size_t at = query; at != std::string::npos; at = url.find('&', at + 1))
        if (url.compare(at + 1, sought.size(), sought) == 0) return true;
    return false;
}

std::optional<std::string> resolve_url(const std::string& base, const std::string& reference) {
    auto url = Url::from(base);
    if (!url || !url->set(CURLUPART_URL, reference) || !url->is_web()) return std::nullopt;
    return url->text();
}

bool is_same_origin(const std::string& one, const std::string& other) {
    const auto first = Url::from(one);
    const auto second = Url::from(other);
    return first && second && first->origin() == second->origin();
}

std::optional<std::string> at_origin_of(const std::string& base, const std::string& url) {
    auto place = Url::from(base);
    const auto wanted = Url::from(url);
    if (!place || !wanted) return std::nullopt;
    place->set(CURLUPART_PATH, wanted->part(CURLUPART_PATH, 0));
    place->clear(CURLUPART_QUERY);
    const std::string query = wanted->part(CURLUPART_QUERY, 0);
    if (!query.empty()) place->set(CURLUPART_QUERY, query);
    return place->text();
}

std::string host_of(const std::string& url) {
    const auto read = Url::from(url);
    if (!read) return "no address";
    return read->part(CURLUPART_HOST, 0) + ":" + read->part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

bool is_https(const std::string& url) {
    const auto read = Url::from(url);
    return read && read->scheme() == "https";
}

}  // namespace waymark::server
