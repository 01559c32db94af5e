#include "server/feed/poll/poll_setup.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/feed/mapping/time_text.hpp"
#include "server/feed/mapping/value_file.hpp"
#include "server/fetch/url.hpp"
#include "shared/protocol/hours_file.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_url = 2000;
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_path = 300;
constexpr int most_pages = 1000;
constexpr int most_at_once = 16;

struct Range {
    Duration least;
    Duration most;
    const char* words;
};

void read_length(FileObject& object, std::string_view key, const Range& range, Duration& length) {
    const auto node = object.find(key);
    if (!node) return;
    const auto seconds = read_quantity(*node, ValueUnit::duration);
    if (!seconds) return;
    if (*seconds >= in_seconds(range.least) && *seconds <= in_seconds(range.most))
        length = from_seconds(*seconds);
    else
        node->refuse(std::string{"is out of range; allowed are "} + range.words);
}

template <class T>
void read_choice(FileObject& object, std::string_view key,
                 const std::vector<std::string_view>& words, T& choice) {
    const auto node = object.find(key);
    if (!node) return;
    const auto found = std::ranges::find(words, node->word(words));
    if (found != words.end()) choice = static_cast<T>(found - words.begin());
}

std::string read_pointer_text(const FileNode& node) {
    return mapping::read_pointer(node).text();
}

/// Names and values of headers are lines of visible ASCII.
bool is_header_name(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_';
    });
}
std::string read_header_name(FileObject& object, std::string_view key) {
    std::string name = object.text(key, longest_name);
    if (!name.empty() && !is_header_name(name))
        object.find(key)->refuse("is no name of a header; letters, digits, - and _ are allowed");
    return name;
}

std::string read_url(FileObject& object) {
    const auto node = object.need("url");
    if (!node) return {};
    std::string url = node->text(longest_url);
    if (!url.empty() && !is_web_url(url))
        node->refuse(
            "is no address that can be asked; allowed are http:// and https:// without user, "
            "password and #, with what is not plain ASCII in \"query\"");
    return url;
}

/// {"name": "value", ...}
std::vector<std::pair<std::string, std::string>> read_pairs(const FileNode& node, bool headers) {
    std::vector<std::pair<std::string, std::string>> pairs;
    if (!node.value().is_object()) {
        node.refuse("is no object of texts");
        return pairs;
    }
    for (const auto& [name, value] : node.value().items()) {
        const FileNode child = node.child(name);
        if (headers && !is_header_name(name))
            child.refuse_as(in_quotes(name),
                            "is no name of a header; letters, digits, - and _ are allowed");
        pairs.emplace_back(name, child.text(longest_url));
    }
    return pairs;
}

/// The parameters `query` with others in place of those of the same names.
std::vector<std::pair<std::string, std::string>> read_backlog(
    const FileNode& node, std::vector<std::pair<std::string, std::string>> query) {
    for (auto& [name, value] : read_pairs(node, false)) {
        std::erase_if(query, [&](const auto& parameter) { return parameter.first == name; });
        query.emplace_back(name, std::move(value));
    }
    return query;
}

PollAuth read_auth(const FileNode& node) {
    FileObject object{node};
    PollAuth auth;
    if (const auto basic = object.find("basic")) {
        FileObject inner{*basic};
        auth.kind = PollAuth::Kind::basic;
        auth.name = inner.text("user", longest_name);
        if (auth.name.find(':') != std::string::npos)
            inner.find("user")->refuse("is no user name; all but : is allowed");
        if (const auto secret = inner.need("password")) auth.secret = read_secret(*secret);
        inner.finish();
    }
    if (const auto bearer = object.find("bearer")) {
        auth.kind = PollAuth::Kind::bearer;
        auth.secret = read_secret(*bearer);
    }
    for (const auto& [key, kind] :
         {std::pair{"header", PollAuth::Kind::header}, {"query", PollAuth::Kind::query}}) {
        const auto named = object.find(key);
        if (!named) continue;
        FileObject inner{*named};
        auth.kind = kind;
        if (kind == PollAuth::Kind::header) {
            auth.name = read_header_name(inner, "name");
            if (const auto prefix = inner.find("prefix")) auth.prefix = prefix->text(longest_name);
        } else {
            auth.name = inner.text("name", longest_name);
        }
        if (const auto secret = inner.need("value")) auth.secret = read_secret(*secret);
        inner.finish();
    }
    object.finish();
    if (node.value().is_object() && node.value().size() != 1)
        node.refuse_as("", "holds " + std::to_string(node.value().size()) +
                               " ways; exactly one of \"basic\", \"bearer\", \"header\" and "
                               "\"query\" is allowed");
    return auth;
}

PollCursor read_cursor(const FileNode& node) {
    FileObject object{node};
    PollCursor cursor;
    if (const auto value = object.need("value")) cursor.value = read_pointer_text(*value);
    read_choice(object, "reads", mapping::time_format_names(), cursor.reads);
    if (const auto zone = object.find("reads_zone")) cursor.reads_zone = read_zone(*zone);
    read_choice(object, "writes", {"rfc3339", "sql", "minute", "epoch_s", "epoch_ms"},
                cursor.writes);
    read_length(object, "overlap", {0s, 24h, "\"0s\" to \"1d\""}, cursor.overlap);
    constexpr const char* up_to_a_year = "\"1min\" to \"366d\"";
    read_length(object, "first", {1min, 24h * 366, up_to_a_year}, cursor.first);
    object.finish();
    return cursor;
}

PollPaging read_paging(const FileNode& node) {
    FileObject object{node};
    PollPaging paging;
    int ways = 0;
    if (const auto next = object.find("next")) {
        paging.kind = PollPaging::Kind::next;
        paging.next = read_pointer_text(*next);
        ++ways;
    }
    if (const auto link = object.find("link"); link && link->flag()) {
        paging.kind = PollPaging::Kind::link;
        ++ways;
    }
    constexpr std::int64_t most = 1'000'000;
    if (const auto page = object.find("page")) {
        paging.kind = PollPaging::Kind::page;
        paging.first = page->whole("number of the first page", 0, most);
        ++ways;
    }
    if (const auto offset = object.find("offset")) {
        paging.kind = PollPaging::Kind::offset;
        paging.first = offset->whole("offset of the first item", 0, most);
        ++ways;
    }
    if (const auto size = object.find("size")) paging.size = size->whole("page size", 1, most);
    if (const auto pages = object.find("most"))
        paging.most = static_cast<int>(pages->whole("number of pages", 1, most_pages));
    object.finish();
    if (node.value().is_object() && ways != 1)
        node.refuse_as("", "holds " + std::to_string(ways) +
                               " ways to the next page; exactly one of \"next\", \"link\", "
                               "\"page\" and \"offset\" is allowed");
    return paging;
}

PollDetails read_details(const FileNode& node) {
    FileObject object{node};
    PollDetails details{.url = read_url(object)};
    if (const auto id = object.find("id")) details.id = read_pointer_text(*id);
    if (const auto at_once = object.find("at_once"))
        details.at_once =
            static_cast<std::size_t>(at_once->whole("number of requests", 1, most_at_once));
    object.finish();
    if (!details.url.empty() && details.url.find("{id}") == std::string::npos)
        node.refuse_as(in_quotes(details.url), "has no {id}; that is where an item's id is put");
    return details;
}

/// Whether such requests have a place for it: "{cursor}".
bool mentions(const std::string& url, const std::vector<std::pair<std::string, std::string>>& query,
              const std::string& place) {
    return url.find(place) != std::string::npos ||
           std::ranges::any_of(query, [&](const auto& parameter) {
               return parameter.second.find(place) != std::string::npos;
           });
}

/// What one key needs of another.
void check(const PollSetup& setup, const FileNode& node) {
    using Kind = PollPaging::Kind;
    const auto place = [&](const std::string& name, bool wanted, const std::string& key) {
        if (wanted == mentions(setup.url, setup.query, name)) return;
        if (wanted)
            node.miss(name + " is missing in \"url\" and \"query\"; " + key + " is put there");
        else
            node.miss(key + " is missing; " + name + " stands in \"url\" or \"query\"");
    };
    place("{cursor}", setup.cursor.has_value(), "\"cursor\"");
    if (!setup.backlog.empty() && mentions(setup.url, setup.backlog, "{cursor}"))
        node.miss(
            "\"backlog\" leaves {cursor} in the request; it is to ask for all that is open, "
            "whenever that changed");
    place("{page}", setup.paging.kind == Kind::page, "\"page\" of \"paging\"");
    if (setup.details && !setup.url.empty() && !is_same_origin(setup.url, setup.details->url))
        node.refuse_as(
            in_quotes(setup.details->url),
            "is not where \"url\" is; details must be at the same scheme, host and port");
    place("{offset}", setup.paging.kind == Kind::offset, "\"offset\" of \"paging\"");
}

}  // namespace

PollSetup read_poll_setup(FileObject& object) {
    PollSetup setup;
    setup.url = read_url(object);
    if (const auto query = object.find("query")) setup.query = read_pairs(*query, false);
    if (const auto backlog = object.find("backlog"))
        setup.backlog = read_backlog(*backlog, setup.query);
    if (const auto headers = object.find("headers")) setup.headers = read_pairs(*headers, true);
    read_length(object, "every", {1s, 24h, "\"1s\" to \"1d\""}, setup.every);
    read_length(object, "timeout", {1s, 5min, "\"1s\" to \"5min\""}, setup.timeout);
    if (const auto auth = object.find("auth")) setup.auth = read_auth(*auth);
    if (const auto items = object.find("items")) setup.items = read_pointer_text(*items);
    if (const auto zone = object.find("zone")) setup.zone = read_zone(*zone);
    if (const auto cursor = object.find("cursor")) setup.cursor = read_cursor(*cursor);
    if (const auto paging = object.find("paging")) setup.paging = read_paging(*paging);
    if (const auto details = object.find("details")) setup.details = read_details(*details);
    setup.redirects = object.flag("redirects");
    setup.tls_ca = object.text_or_none("tls_ca", longest_path);
    if (const auto rules = object.need("mapping"))
        setup.mapping = std::make_shared<const Mapping>(Mapping::read(*rules));
    check(setup, object.node());
    return setup;
}

}  // namespace waymark::server
