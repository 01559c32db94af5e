#include "server/net/http_words.hpp"

#include <ctime>

#include <boost/beast/http/error.hpp>

#include "server/net/routes.hpp"

namespace waymark::server {

namespace http = boost::beast::http;
using boost::system::error_code;

std::optional<Answer> answer_for(const error_code& error) {
    if (error == http::error::body_limit)
        return error_answer(413, "", "a body of at most 1 MiB is taken");
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return error_answer(431, "", "the head of a request may have 16 KiB");
    static const error_code parsing = http::error::bad_method;
    if (error.category() == parsing.category() && error != http::error::end_of_stream &&
        error != http::error::partial_message)
        return error_answer(400, "", "not an HTTP request: " + error.message());
    return std::nullopt;
}

Answer no_room_for_bodies() {
    return later(503, "too much is being sent by others", 1);
}

std::string address_of(const Socket& socket) {
    error_code gone;
    const auto endpoint = socket.remote_endpoint(gone);
    return gone ? std::string{} : endpoint.address().to_string();
}

std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

}  // namespace waymark::server
