// What a signed webhook of 700 octets costs the server, step by step, and how many a second it
// takes in with everything stored (fsync before each answer) over eight connections, one at a time
// each. usage: build/release/bin/delivery_bench [SECONDS, default 3]
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/feed/intake.hpp"
#include "server/feed/push/push_feed.hpp"
#include "server/store/sqlite_store.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/json_reader.hpp"
#include "tests/bench/connections.hpp"
#include "tests/bench/percentile.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::bench {
namespace {

using namespace waymark::server;
using nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t body_octets = 700;

json feed() {
    std::ifstream file{WAYMARK_SOURCE_DIR "/tests/data/mapping/jira.json"};
    return {{"id", "tickets"},
            {"title", "Tickets"},
            {"adapter", "push"},
            {"cadence", "30s"},
            {"max_rate", 100'000},
            {"verify",
             {{"header", "X-Hub-Signature"},
              {"algorithm", "sha256"},
              {"encoding", "hex"},
              {"prefix", "sha256="},
              {"signed", "{body}"}}},
            {"secret", {{"clear", "a secret of the bench"}}},
            {"mapping", json::parse(file)}};
}

struct Delivery {
    std::string id;
    std::string body;
    std::string signature;
};

/// A new ticket, as Jira tells of it.
Delivery delivery(const Hmac& key, const std::string& id, Time now) {
    const std::int64_t ms = to_epoch_ms(now);
    json issue{
        {"timestamp", ms},
        {"webhookEvent", "jira:issue_created"},
        {"issue_event_type_name", "issue_created"},
        {"user", {{"displayName", "requester"}, {"accountType", "atlassian"}}},
        {"issue",
         {{"id", id},
          {"key", "DESK-" + std::to_string(std::hash<std::string>{}(id) % 1'000'000)},
          {"fields",
           {{"issuetype", {{"name", "[System] Incident"}}},
            {"priority", {{"name", "Low"}}},
            {"status", {{"name", "In Progress"}, {"statusCategory", {{"key", "indeterminate"}}}}},
            {"assignee", nullptr},
            {"created", to_rfc3339(now)},
            {"customfield_10010", {{"requestType", {{"name", "email"}}}}},
            {"summary", "x"}}}}}};
    const std::size_t size = issue.dump().size();
    issue["issue"]["fields"]["summary"] = std::string(body_octets - size + 1, 'x');
    Delivery made{id, issue.dump(), {}};
    const std::string_view body = made.body;
    made.signature = "sha256=" + to_hex(key.of({&body, 1}));
    return made;
}

Headers headers_of(const Delivery& sent) {
    return {{"host", "127.0.0.1:8080"},
            {"content-type", "application/json; charset=UTF-8"},
            {"user-agent", "Atlassian HttpClient"},
            {"x-atlassian-webhook-identifier", sent.id},
            {"x-hub-signature", sent.signature}};
}

/// Microseconds that one call of `step` takes.
void print_cost(const char* what, std::size_t times, const auto& step) {
    const auto start = SteadyClock::now();
    for (std::size_t i = 0; i < times; ++i)
        step(i);
    std::printf("%-52s %7.1f us\n", what,
                milliseconds_since(start) * 1e3 / static_cast<double>(times));
}

void print_steps() {
    constexpr std::size_t times = 20'000;
    json settings = feed();
    for (const char* common : {"id", "title", "adapter", "cadence"})
        settings.erase(common);
    test::SettingsObject object{settings.dump()};
    auto setup = read_push_setup(object.object());
    if (!setup || !object.problems().empty()) throw std::runtime_error(object.problems());
    auto push = PushFeed::with(std::move(*setup), "/",
                               [](const std::string&) -> const char* { return nullptr; });
    const Hmac key{HashAlgorithm::sha256, "a secret of the bench"};
    const Time now = SystemClock{}.now();
    std::vector<Delivery> sent;
    for (std::size_t i = 0; i < times; ++i)
        sent.push_back(delivery(key, "step" + std::to_string(i), now));
    std::vector<FeedBatch> batches;
    print_cost("verify (HMAC-SHA-256)", times, [&](std::size_t i) {
        const std::string_view body = sent[i].body;
        if (to_hex(key.of({&body, 1})).size() != 64) throw std::runtime_error("no hash");
    });
    print_cost("parse (limits on size, depth, nodes, keys)", times, [&](std::size_t i) {
        if (!read_json(sent[i].body, {})) throw std::runtime_error("no JSON");
    });
    print_cost("verify, parse and map", times, [&](std::size_t i) {
        const Headers headers = headers_of(sent[i]);
        auto batch = push->open({headers, "/v1/feeds/tickets/deliveries", sent[i].body,
                                 now + std::chrono::milliseconds{i}});
        if (!batch) throw std::runtime_error(to_text(batch.error().why));
        batches.push_back(std::move(*batch));
    });
    const Intake intake{"salt", {}};
    std::vector<SqliteFile::Item> items;
    print_cost("look at what was made (intake)", times, [&](std::size_t i) {
        items.push_back({FeedId{"tickets"}, intake.take(std::move(batches[i]), now).records, now});
        if (items.back().records.size() != 1) throw std::runtime_error("not one record");
    });
    const test::Scratch scratch;
    auto store = SqliteFile::open(scratch.path(), std::chrono::days{30});
    if (!store) throw std::runtime_error(to_text(store.error()));
    constexpr std::size_t at_once = connections;
    print_cost("store, a commit for eight, on the store's thread", times / at_once,
               [&](std::size_t i) {
                   const auto first = items.begin() + static_cast<std::ptrdiff_t>(i * at_once);
                   (*store)->write({first, first + at_once}, std::nullopt);
               });
}

Taken deliver(const std::string& port, int number, SteadyClock::time_point end) {
    const Hmac key{HashAlgorithm::sha256, "a secret of the bench"};
    int sent = 0;
    Taken taken = post_in_turn(port, end, [&]() -> Post {
        const Delivery next = delivery(key, std::to_string(number) + "-" + std::to_string(sent++),
                                       SystemClock{}.now());
        return {"/v1/feeds/tickets/deliveries", headers_of(next), next.body};
    });
    if (taken.accepted != taken.answers.size())
        throw std::runtime_error("a delivery was not stored");
    return taken;
}

void print_sustained(int seconds) {
    json feeds = json::array({feed()});
    for (const char* id : {"phone", "surveys", "workforce"})
        feeds.push_back({{"id", id}, {"title", id}, {"cadence", "30s"}});
    const BenchServer server{json{{"feeds", feeds}}.dump()};
    const Load load = load_of(server, seconds, [&](int number, SteadyClock::time_point end) {
        return deliver(server.port(), number, end);
    });
    std::printf(
        "%d connections: %.0f deliveries/s stored, answer p50 %.2f ms, p99 %.2f ms, server %.0f %% "
        "of a processor\n",
        connections, static_cast<double>(load.taken.accepted) / load.seconds,
        percentile(load.taken.answers, .5), percentile(load.taken.answers, .99),
        load.processor_percent);
}

}  // namespace
}  // namespace waymark::bench

int main(int argc, char** argv) {
    try {
        waymark::bench::print_steps();
        waymark::bench::print_sustained(argc > 1 ? std::stoi(argv[1]) : 3);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
