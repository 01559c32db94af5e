#include <algorithm>
#include <cmath>

#include "shared/model/freshness.hpp"
#include "wallboard/leads/panels.hpp"
#include "wallboard/leads/told_json.hpp"

namespace waymark::wallboard {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds health_every{5};
constexpr std::chrono::seconds lints_every{60};
constexpr const char* lints_page = "/v1/lints";
/// From this many seconds on a feed's clock or its delay is worth a word.
constexpr double much_behind = 5;

std::string moment_in(const Desk& desk, const json& object, const char* key) {
    const auto time = time_in(object, key);
    if (!time) return {};
    return desk.present.format.moment(*time, desk.present.now, desk.present.board.desk.clock);
}

State sign_of(Freshness freshness) {
    return freshness == Freshness::live   ? State::on_target
           : freshness == Freshness::late ? State::at_risk
                                          : State::stale;
}

/// How a feed lives, by the board: that is pushed, and never old.
void add_feed(const Desk& desk, const Feed& feed, const json* told, std::vector<Row>& rows) {
    const Present& present = desk.present;
    const FeedReading* reading = find_feed(present.board.readings, feed.id);
    Row row{.kind = Row::Kind::item, .text = feed.title.empty() ? feed.id.text : feed.title};
    const std::optional<Time> heard = reading ? reading->heard : std::nullopt;
    const Freshness freshness = freshness_of(feed, heard, present.now);
    row.sign = !present.online ? State::stale
               : feed.quiet_ok ? State::no_target
                               : sign_of(freshness);
    row.value = heard ? present.format.age(std::max(present.now - *heard, Duration{0}))
                      : std::string{present.format.words().not_heard_yet};
    row.note = feed.adapter;
    row.strong = true;
    rows.push_back(std::move(row));
    if (!told) return;
    const auto add = [&](std::string text, std::string value) {
        rows.push_back({.kind = Row::Kind::fact,
                        .text = std::move(text),
                        .value = std::move(value),
                        .indent = 1});
    };
    const json& link = object_in(*told, "link");
    if (const std::string state = text_in(link, "state"); !state.empty()) {
        const std::string why = text_in(link, "why");
        add("Connection",
            state + " since " + moment_in(desk, link, "since") + (why.empty() ? "" : ": " + why));
    }
    if (const auto rate = number_in(*told, "records_a_minute"))
        add("Records a minute", count_text(*rate));
    if (const auto behind = number_in(*told, "behind"); behind && std::abs(*behind) > much_behind)
        add(*behind > 0 ? "Comes late by" : "Its clock is ahead by",
            present.format.value({.unit = ValueUnit::duration}, std::abs(*behind)).number + " min");
    for (const json& rejected : list_in(*told, "rejected"))
        if (const auto times = number_in(rejected, "times"))
            add("Refused today", count_text(*times) + ": " + text_in(rejected, "reason"));
    for (const json& gap : list_in(*told, "gaps"))
        add("Nothing is known of",
            moment_in(desk, gap, "from") + " to " + moment_in(desk, gap, "to"));
}

const json* feed_in(const json& health, const FeedId& feed) {
    for (const json& each : list_in(health, "feeds"))
        if (text_in(each, "feed") == feed.text) return &each;
    return nullptr;
}

void add_findings(const json& list, const std::string& heading, std::vector<Row>& rows) {
    if (list.empty()) return;
    rows.push_back({.kind = Row::Kind::heading, .text = heading});
    for (const json& finding : list)
        if (const auto times = number_in(finding, "times"))
            rows.push_back({.kind = Row::Kind::item,
                            .text = text_in(finding, "reason"),
                            .value = count_text(*times),
                            .note = text_in(finding, "feed")});
}

State sign_of(const std::string& severity) {
    return severity == "error"     ? State::off_target
           : severity == "warning" ? State::at_risk
                                   : State::no_target;
}

About about_of(const std::string& kind, const std::string& object, const Outline& desk) {
    if (kind == "kpi") return {About::Kind::kpi, object};
    if (kind == "objective") return {About::Kind::objective, object};
    if (kind == "unit" || kind == "vision" || kind == "mission") return {About::Kind::unit, object};
    if (kind == "csf")
        for (const Unit& unit : desk.units)
            for (const Objective& objective : unit.mission.objectives)
                for (const Csf& csf : objective.csfs)
                    if (csf.id.text == object) return {About::Kind::objective, objective.id.text};
    return {};
}

}  // namespace

PanelView health_panel(Desk& desk) {
    const Page page = desk.answers.want("/v1/health", health_every, desk.own_now);
    PanelView view;
    view.head.title = "Data health";
    view.nothing = problem_of(desk, page);
    view.rows.push_back({.kind = Row::Kind::heading, .text = "Feeds"});
    for (const Feed& feed : desk.present.board.desk.feeds)
        add_feed(desk, feed, page.value ? feed_in(*page.value, feed.id) : nullptr, view.rows);
    if (!page.value) return view;
    const json& told = *page.value;
    const json& problems = list_in(told, "problems");
    if (!problems.empty()) view.rows.push_back({.kind = Row::Kind::heading, .text = "Problems"});
    for (const json& problem : problems)
        view.rows.push_back(
            {.kind = Row::Kind::item, .text = text_of(problem), .sign = State::at_risk});
    const json& today = list_in(told, "today");
    const json& sums = list_in(told, "reconciliation");
    add_findings(sums, "Sums that do not add up", view.rows);
    add_findings(today, "Odd today", view.rows);
    if (today.empty() && problems.empty() && sums.empty() && view.nothing.empty())
        view.nothing = "Nothing is odd in today's data.";
    view.rows.push_back({.kind = Row::Kind::heading, .text = "Records since the server's start"});
    const json& records = object_in(told, "records");
    for (const auto& [key, text] : {std::pair{"accepted", "Accepted"},
                                    {"repeated", "Told twice, counted once"},
                                    {"rejected", "Refused"},
                                    {"from_the_future", "From the future, taken as now"},
                                    {"unknown_types", "Of a type that nobody asks for"}})
        if (const auto count = number_in(records, key))
            view.rows.push_back(
                {.kind = Row::Kind::fact, .text = text, .value = count_text(*count)});
    return view;
}

std::size_t findings_of(Desk& desk) {
    const Page& page = desk.answers.want(lints_page, lints_every, desk.own_now);
    if (!page.value) return 0;
    const json& lints = list_in(*page.value, "lints");
    return static_cast<std::size_t>(std::ranges::count_if(
        lints, [](const json& lint) { return text_in(lint, "severity") != "info"; }));
}

PanelView lints_panel(Desk& desk) {
    const Page page = desk.answers.want(lints_page, lints_every, desk.own_now);
    PanelView view;
    view.head.title = "Findings";
    view.head.note = "What is missing or weak in statements, KPIs and screens";
    view.nothing = problem_of(desk, page);
    if (!page.value) return view;
    for (const json& lint : list_in(*page.value, "lints")) {
        const std::string kind = text_in(lint, "kind"), object = text_in(lint, "object");
        const std::string title = text_in(lint, "title");
        view.rows.push_back({.kind = Row::Kind::item,
                             .text = text_in(lint, "message"),
                             .note = title.empty() ? object : title,
                             .sign = sign_of(text_in(lint, "severity")),
                             .about = about_of(kind, object, desk.present.board.desk)});
    }
    if (view.rows.empty() && view.nothing.empty())
        view.nothing = "Nothing is missing: every statement is measured, every KPI supports one.";
    return view;
}

}  // namespace waymark::wallboard
