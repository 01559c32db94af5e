#include "server/fetch/transfer.hpp"

#include <algorithm>
#include <array>

#include <curl/curl.h>

#include "server/fetch/address.hpp"
#include "server/fetch/url.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int most_hops = 5;
constexpr std::size_t most_header_octets = 64 << 10;

long in_milliseconds(auto length) {
    return std::max<long>(std::chrono::ceil<milliseconds>(length).count(), 1);
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1)};
}

}  // namespace

struct Transfer::Handle {
    CURL* curl = curl_easy_init();
    curl_slist* lines = nullptr;
    std::array<char, CURL_ERROR_SIZE> error{};

    Handle() = default;
    Handle(const Handle&) = delete;
    ~Handle() {
        curl_easy_cleanup(curl);
        curl_slist_free_all(lines);
    }
    void add(const FetchHeaders& headers) {
        // "Name;" is libcurl's way to say a header that is there and empty.
        for (const auto& [name, value] : headers)
            add(value.empty() ? name + ';' : name + ": " + value);
    }
    void add(const std::string& line) { lines = curl_slist_append(lines, line.c_str()); }
};

struct Transfer::Callbacks {
    static std::size_t body(char* data, std::size_t, std::size_t octets, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        std::string& kept = transfer.answer_.body;
        if (octets > transfer.request_.most_octets - kept.size()) {
            transfer.refused_ = "answers with more than " +
                                std::to_string(transfer.request_.most_octets) + " octets";
            return CURL_WRITEFUNC_ERROR;
        }
        kept.append(data, octets);
        return octets;
    }

    static std::size_t header(char* data, std::size_t, std::size_t octets, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        transfer.header_octets_ += octets;
        if (transfer.header_octets_ > most_header_octets) {
            transfer.refused_ = "answers with more than " + std::to_string(most_header_octets) +
                                " octets of headers";
            return CURL_WRITEFUNC_ERROR;
        }
        const std::string_view line{data, octets};
        const std::size_t colon = line.find(':');
        if (line.starts_with("HTTP/"))
            transfer.answer_.headers.clear();  // of an answer before: 100 Continue
        else if (colon != std::string_view::npos)
            transfer.answer_.headers.emplace_back(in_lower_case(trimmed(line.substr(0, colon))),
                                                  trimmed(line.substr(colon + 1)));
        return octets;
    }

    static int connected(void* self, char* address, char*, int, int) {
        auto& transfer = *static_cast<Transfer*>(self);
        if (transfer.request_.reach == Reach::anywhere || is_another_machine(address))
            return CURL_PREREQFUNC_OK;
        transfer.refused_ = "is at " + std::string{address} + ", which is not allowed";
        return CURL_PREREQFUNC_ABORT;
    }
};

Transfer::Transfer(FetchRequest request)
    : request_(std::move(request)),
      origin_(request_.url),
      deadline_(steady_clock::now() + request_.timeout) {
    prepare();
}
Transfer::~Transfer() = default;

void* Transfer::handle() const {
    return handle_->curl;
}

void Transfer::prepare() {
    handle_ = std::make_unique<Handle>();
    CURL* const curl = handle_->curl;
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    const bool post = request_.method == "POST";
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    set(CURLOPT_PROXY, "");  // not even one of the environment
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a name that is still looked up holds nobody up
    set(CURLOPT_TIMEOUT_MS, in_milliseconds(deadline_ - steady_clock::now()));
    set(CURLOPT_CONNECTTIMEOUT_MS, in_milliseconds(request_.connect_timeout));
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (!request_.ca_file.empty()) {
        set(CURLOPT_CAINFO, request_.ca_file.c_str());
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    set(CURLOPT_ACCEPT_ENCODING, "gzip");
    set(CURLOPT_USERAGENT, "waymark");
    set(CURLOPT_ERRORBUFFER, handle_->error.data());
    set(CURLOPT_WRITEFUNCTION, &Callbacks::body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &Callbacks::header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_PREREQFUNCTION, &Callbacks::connected);
    set(CURLOPT_PREREQDATA, static_cast<void*>(this));
    if (post) {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, request_.body.c_str());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
        handle_->add("Expect:");
    }
    handle_->add(request_.headers);
    if (is_same_origin(origin_, request_.url)) handle_->add(request_.credentials);
    set(CURLOPT_HTTPHEADER, handle_->lines);
}

std::optional<Fetched> Transfer::finish(int code) {
    if (code != CURLE_OK) return tl::unexpected(why(code));
    long status = 0;
    curl_easy_getinfo(handle_->curl, CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<int>(status);
    const bool sent_on =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (sent_on && request_.redirects && request_.method == "GET") {
        if (auto refused = follow()) return tl::unexpected(std::move(*refused));
        return std::nullopt;
    }
    answer_.url = request_.url;
    return std::move(answer_);
}

std::optional<Error> Transfer::follow() {
    const std::string host = host_of(request_.url);
    char* found = nullptr;
    curl_easy_getinfo(handle_->curl, CURLINFO_REDIRECT_URL, &found);
    const std::string next = found == nullptr ? "" : found;
    if (!is_web_url(next.substr(0, next.find('#'))))
        return Error{host, "sends us on to what is no address of http or https"};
    if (is_https(request_.url) && !is_https(next))
        return Error{host, "sends us on from https to http, which is not allowed"};
    if (++hops_ > most_hops)
        return Error{host, "sends us on more than " + std::to_string(most_hops) + " times"};
    request_.url = next;
    answer_ = {};
    header_octets_ = 0;
    prepare();
    return std::nullopt;
}

Error Transfer::why(int code) const {
    const std::string host = host_of(request_.url);
    if (!refused_.empty()) return {host, refused_};
    const std::string said = trimmed(handle_->error.data());
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return {host, "the name is not known"};
        case CURLE_COULDNT_CONNECT:
            return {host, "does not accept connections"};
        case CURLE_OPERATION_TIMEDOUT:
            return {host, "gives no whole answer in time"};
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            return {host, "closes the connection before its answer is whole"};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
            return {host, "TLS: " + (said.empty() ? curl_easy_strerror(CURLcode(code)) : said)};
        default:
            return {host, curl_easy_strerror(CURLcode(code))};
    }
}

}  // namespace waymark::server
