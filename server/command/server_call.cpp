#include "server/command/server_call.hpp"

#include <future>

#include "server/fetch/fetcher.hpp"
#include "server/fetch/url.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// A screen may take 20 s for its picture.
constexpr Duration longest_wait = std::chrono::seconds{30};
constexpr Duration longest_connect = std::chrono::seconds{10};
constexpr std::size_t largest_answer = 16 << 20;

FetchRequest request_of(const ServerCall& call) {
    FetchRequest request{.method = call.body.empty() ? "GET" : "POST",
                         .url = call.server + call.target,
                         .body = call.body,
                         .timeout = longest_wait,
                         .connect_timeout = longest_connect,
                         .most_octets = largest_answer};
    if (!call.body.empty()) request.headers = {{"Content-Type", "application/json"}};
    if (!call.token.empty()) request.credentials = {{"Authorization", "Bearer " + call.token}};
    return request;
}

}  // namespace

Result<std::string> read_server(const std::string& url) {
    std::string server = url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
    // A path or a query would be gone in the place that "/" leads to.
    if (is_web_url(server) && resolve_url(server, "/") == server + "/") return server;
    return failure("", in_quotes(url) + " is not allowed; http://HOST:PORT and https://HOST are");
}

Result<FetchAnswer> ask_server(const ServerCall& call) {
    std::promise<std::function<void()>> last;
    Fetcher fetcher{[&](std::function<void()> task) { last.set_value(std::move(task)); }};
    Fetched answer;
    const Fetching asked =
        fetcher.fetch(request_of(call), [&](Fetched fetched) { answer = std::move(fetched); });
    last.get_future().get()();
    if (!answer)
        return failure(call.server,
                       answer.error().what + "; --server says where the server listens");
    return answer;
}

}  // namespace waymark::server
