#include "server/feed/poll/poll_pages.hpp"

#include <nlohmann/json.hpp>

#include "server/feed/mapping/pointer.hpp"
#include "server/feed/poll/placeholder.hpp"
#include "server/fetch/url.hpp"
#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

using Kind = PollPaging::Kind;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool says_next(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::size_t end = parameters.find(';');
        const std::string_view one = trimmed(parameters.substr(0, end));
        if (one == "rel=next" || one == "rel=\"next\"") return true;
        if (end == std::string_view::npos) return false;
        parameters.remove_prefix(end + 1);
    }
    return false;
}

}  // namespace

std::string next_link(std::string_view header) {
    while (true) {
        const std::size_t open = header.find('<');
        const std::size_t close = header.find('>', open);
        if (open == std::string_view::npos || close == std::string_view::npos) return {};
        const std::string_view url = header.substr(open + 1, close - open - 1);
        header.remove_prefix(close + 1);
        // The parameters end where the next link begins.
        const std::size_t end = header.find(",", 0) == std::string_view::npos
                                    ? header.size()
                                    : std::min(header.find(','), header.find('<'));
        if (says_next(header.substr(0, end))) return std::string{url};
    }
}

PollPages::PollPages(const PollSetup& setup, Round round)
    : setup_(setup), round_(std::move(round)), number_(setup.paging.first), url_(address()) {}

std::string PollPages::address() const {
    const std::string number = std::to_string(number_);
    const auto put_in = [&](std::string text, bool encoded) {
        const auto value = [&](const std::string& plain) {
            return encoded ? percent_encoded(plain) : plain;
        };
        text = with_placeholder(std::move(text), "{cursor}", value(round_.cursor));
        text = with_placeholder(std::move(text), "{page}", number);
        return with_placeholder(std::move(text), "{offset}", number);
    };
    std::string url = put_in(setup_.url, true);
    for (const auto& [name, value] : round_.query)
        url = with_parameter(url, name, put_in(value, false));
    return url;
}

Result<bool> PollPages::go_on(const FetchAnswer& answer, const nlohmann::json* body,
                              std::size_t items) {
    auto found = next(answer, body, items);
    if (!found) return tl::unexpected(found.error());
    if (!*found || **found == url_) return false;
    if (pages_ == round_.most) {
        cut_short_ = true;
        return false;
    }
    ++pages_;
    url_ = std::move(**found);
    return true;
}

Result<std::optional<std::string>> PollPages::next(const FetchAnswer& answer,
                                                   const nlohmann::json* body, std::size_t items) {
    std::string link;
    switch (setup_.paging.kind) {
        case Kind::none:
            return std::nullopt;
        case Kind::page:
        case Kind::offset: {
            if (items == 0 || std::int64_t(items) < setup_.paging.size) return std::nullopt;
            number_ += setup_.paging.kind == Kind::page ? 1 : std::int64_t(items);
            return address();
        }
        case Kind::next: {
            const auto pointer = mapping::Pointer::from(setup_.paging.next);
            const nlohmann::json* const value = body == nullptr ? nullptr : pointer->follow(*body);
            if (value == nullptr || value->is_null() || *value == "") return std::nullopt;
            if (!value->is_string())
                return failure(setup_.paging.next, "is no address of a next page");
            link = value->get<std::string>();
            break;
        }
        case Kind::link:
            for (const auto& [name, value] : answer.headers)
                if (name == "link" && link.empty()) link = next_link(value);
            if (link.empty()) return std::nullopt;
    }
    // A system behind another name calls itself what it likes; our credentials stay where they
    // are meant to be.
    const auto resolved = resolve_url(url_, link);
    auto there = resolved ? at_origin_of(url_, *resolved) : std::nullopt;
    if (!there) return failure("", "the next page has no address that can be asked");
    return there;
}

}  // namespace waymark::server
