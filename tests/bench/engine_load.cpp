#include "tests/bench/engine_load.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <queue>

#include "shared/base/clock.hpp"
#include "shared/protocol/catalogue/catalogue.hpp"
#include "shared/protocol/desk_file.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::bench {
namespace {

DeskFolder desk_with(const std::string& kpis) {
    const DeskTexts texts{
        {"desk.json", R"({"name": "Desk", "place": "Leeds", "zone": "Europe/London",
  "day_boundary": "00:00", "locale": "en-GB",
  "hours": {"work": {"week": {"mon": ["08:00-18:00"], "tue": ["08:00-18:00"],
    "wed": ["08:00-18:00"], "thu": ["08:00-18:00"], "fri": ["08:00-18:00"]}}}, "work_hours": "work",
  "sla": {"P1": {"response": "15min", "resolution": "4h", "hours": "work"},
          "P3": {"response": "4h", "resolution": "3d", "hours": "work"}}})"},
        {"charter.json", R"({"units": [{"id": "desk", "kind": "desk", "name": "Desk",
  "vision": {"text": "To help.", "headline": "Help", "since": "2026-01-01"},
  "mission": {"purpose": "To help", "objectives": [{"id": "help", "title": "Help",
    "csfs": [{"id": "reach", "title": "Customers reach us"}]}]}}]})"},
        {"feeds.json", R"({"feeds": [{"id": "phone", "title": "Phone", "cadence": "10s"},
  {"id": "tickets", "title": "Tickets", "cadence": "30s"}]})"},
        {"screens.json", R"({"scenes": [{"id": "wall", "kpis": ["kpi-0"]}],
  "screens": [{"id": "main", "diagonal": 27, "distance": 1.5, "scene": "wall"}]})"},
        {"kpis.json", "{\"kpis\": [" + kpis + "]}"},
    };
    auto desk = read_desk(texts);
    if (desk) return *std::move(desk);
    for (const Problem& problem : desk.error())
        std::fprintf(stderr, "%s\n", to_text(problem).c_str());
    std::exit(1);
}

std::string kpi_text(const NamedMeasure& named, const std::string& id, const std::string& more) {
    std::string text = R"({"id": ")" + id + R"(", "title": ")" + std::string{named.title} +
                       R"(", "measure": ")" + std::string{named.name} +
                       R"(", "feeds": ["phone", "tickets"], "supports": ["reach"])" + more;
    if (named.name == "channel_share") text += R"(, "channels": ["phone"])";
    return text + "}";
}

constexpr std::array channels{"phone", "chat", "mail", "portal"};
constexpr std::array priorities{"P3", "P3", "P1", "P4"};

/// Tells one stretch of a desk's life.
class Teller {
public:
    Teller(const Load& load, Time begin, int day)
        : load_(load), begin_(begin), day_(day), random_(static_cast<unsigned>(day) + 1) {}

    std::vector<FeedRecord> tell() {
        for (int agent = 0; agent < load_.agents; ++agent)
            free_.push({begin_, agent});
        const auto times = instants(load_.calls);
        for (std::size_t i = 0; i < times.size(); ++i)
            call(times[i], static_cast<int>(i));
        const auto created = instants(load_.tickets);
        for (std::size_t i = 0; i < created.size(); ++i)
            ticket(created[i], static_cast<int>(i));
        std::ranges::stable_sort(records_, {},
                                 [](const FeedRecord& told) { return told.record.time; });
        return std::move(records_);
    }

private:
    struct Free {
        Time at;
        int agent;
        bool operator<(const Free& other) const { return at > other.at; }
    };

    /// A length between the two, in milliseconds.
    Duration between(int least, int most) {
        return std::chrono::milliseconds{
            std::uniform_int_distribution{least * 1000, most * 1000}(random_)};
    }
    bool one_of(int cases) { return std::uniform_int_distribution{1, cases}(random_) == 1; }

    std::vector<Time> instants(int count) {
        std::vector<Time> times;
        std::uniform_int_distribution<std::int64_t> micros{0, load_.length.count()};
        for (int i = 0; i < count; ++i)
            times.push_back(begin_ + Duration{micros(random_) / 1000 * 1000});
        std::ranges::sort(times);
        return times;
    }

    Record& add(const char* feed, std::string type, const std::string& id, Time time) {
        records_.push_back({{feed}, {std::move(type), id, time, {}}});
        return records_.back().record;
    }

    /// Ids as phone systems write them: the second, a dot, a number.
    void call(Time offered, int number) {
        const std::string id = std::to_string(to_epoch_ms(offered) / 1000) + "." +
                               std::to_string(day_ * 100'000 + number);
        const std::string queue = "queue-" + std::to_string(number * 7919 % load_.queues);
        const auto told = [&](const char* what, Time time) -> auto& {
            Record& record = add("phone", std::string{"contact."} + what, id + "-" + what, time);
            record.fields["contact"] = id;
            record.fields["queue"] = queue;
            return record.fields;
        };
        auto& offer = told("offered", offered);
        offer["channel"] = std::string{"phone"};
        char customer[33];
        std::snprintf(customer, sizeof customer, "%032x", number * 40503U % 30'000);
        offer["customer"] = std::string{customer};
        if (one_of(20)) {
            told("abandoned", offered + between(3, 90));
            return;
        }
        const Free next = free_.top();
        free_.pop();
        const Time answered = std::max(offered + between(2, 15), next.at);
        const Time ended = answered + between(60, 420);
        const Time wrapped = ended + between(5, 60);
        const std::string agent = "Agent/" + std::to_string(1000 + next.agent);
        told("answered", answered)["agent"] = agent;
        told("ended", ended)["agent"] = agent;
        told("wrapped", wrapped)["agent"] = agent;
        agent_is(agent, "on_contact", answered, queue);
        agent_is(agent, "wrap", ended, queue);
        agent_is(agent, "ready", wrapped, queue);
        free_.push({wrapped, next.agent});
    }

    void agent_is(const std::string& agent, const char* state, Time time,
                  const std::string& queue) {
        auto& fields =
            add("phone", "agent.state", agent + "-" + std::to_string(to_epoch_ms(time)), time)
                .fields;
        fields["agent"] = agent;
        fields["state"] = std::string{state};
        fields["queues"] = std::vector<std::string>{queue, "queue-0"};
    }

    /// Eight events over up to three days.
    void ticket(Time created, int number) {
        const std::string id = "INC" + std::to_string(day_ * 10'000 + number);
        Time time = created;
        const auto told = [&](const char* what) -> auto& {
            Record& record = add("tickets", std::string{"ticket."} + what,
                                 id + "-" + std::to_string(events_++), time);
            record.fields["ticket"] = id;
            return record.fields;
        };
        auto& begun = told("created");
        begun["queue"] = "queue-" + std::to_string(number % load_.queues);
        begun["channel"] = std::string{channels[static_cast<std::size_t>(number) % 4]};
        begun["priority"] = std::string{priorities[static_cast<std::size_t>(number) % 4]};
        begun["level"] = 1.0;
        time += between(60, 1800);
        told("assigned")["agent"] = "Agent/" + std::to_string(1000 + number % load_.agents);
        time += between(60, 3600);
        told("responded");
        time += between(600, 7200);
        told("pending");
        time += between(600, 40'000);
        told("resumed");
        time += between(600, 7200);
        told("followed_up");
        time += between(600, 90'000);
        auto& resolved = told("resolved");
        resolved["first_contact"] = one_of(3);
        resolved["level"] = 1.0;
        time += between(3600, 100'000);
        told("closed");
    }

    Load load_;
    Time begin_;
    int day_;
    std::mt19937 random_;
    std::priority_queue<Free> free_;
    std::vector<FeedRecord> records_;
    int events_ = 0;
};

}  // namespace

DeskFolder catalogue_desk(bool by_queue) {
    std::string kpis;
    int number = 0;
    for (const NamedMeasure& named : catalogue())
        kpis += (kpis.empty() ? "" : ",\n") + kpi_text(named, "kpi-" + std::to_string(number++),
                                                       by_queue ? R"(, "by": ["queue"])" : "");
    return desk_with(kpis);
}

DeskFolder wide_desk(int kpis) {
    constexpr std::array names{"service_level",    "contacts",
                               "abandonment_rate", "speed_of_answer",
                               "handle_time",      "contacts_waiting",
                               "occupancy",        "agents",
                               "longest_wait",     "first_contact_resolution"};
    std::string text;
    for (int i = 0; i < kpis; ++i) {
        const NamedMeasure* named = find_named_measure(names[static_cast<std::size_t>(i) % 10]);
        if (named == nullptr) std::exit(1);
        std::string more = R"(, "by": ["queue"])";
        if (named->window.kind != Window::Kind::now)
            more += i / 10 % 2 == 0 ? R"(, "window": "rolling 60min")" : R"(, "window": "today")";
        text += (i == 0 ? "" : ",\n") + kpi_text(*named, "kpi-" + std::to_string(i), more);
    }
    return desk_with(text);
}

std::vector<FeedRecord> records_of(const Load& load, Time begin, int day) {
    return Teller{load, begin, day}.tell();
}

std::string line_of(const Record& record) {
    return write_record(record) + "\n";
}

}  // namespace waymark::bench
