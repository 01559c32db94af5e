#include "server/kpi/chronicle/annotations.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include <nlohmann/json.hpp>

#include "shared/protocol/annotation_record.hpp"
#include "shared/protocol/happening_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr std::size_t most_kept = 1'000;
constexpr std::size_t most_recent = 100;
constexpr Duration kept_for = longest_annotation;
constexpr Duration recent_for = std::chrono::hours{48};

bool is_newer(const Annotation& a, const Annotation& b) {
    return std::tie(a.time, a.feed, a.id) > std::tie(b.time, b.feed, b.id);
}

/// The removals that came longest ago make room.
void drop_oldest(auto& removed) {
    removed.erase(std::ranges::min_element(
        removed, [](const auto& a, const auto& b) { return a.second < b.second; }));
}

}  // namespace

void Annotations::accept(const FeedId& feed, const Record& record) {
    if (record.type == "annotation.removed") {
        const Key key{feed, std::string{record.text("annotation")}};
        std::erase_if(all_, [&](const Annotation& held) {
            return held.feed == key.first && held.id == key.second;
        });
        removed_[key] = record.time;
        if (removed_.size() > most_kept) drop_oldest(removed_);
    } else if (record.type == "annotation.added") {
        auto annotation = read_annotation(feed, record);
        if (annotation && !removed_.contains({feed, record.id})) put(std::move(*annotation));
    }
}

void Annotations::put(Annotation annotation) {
    std::erase_if(all_, [&](const Annotation& held) {
        return held.feed == annotation.feed && held.id == annotation.id;
    });
    all_.insert(std::ranges::upper_bound(all_, annotation, is_newer), std::move(annotation));
    if (all_.size() > most_kept) all_.pop_back();
}

void Annotations::forget(Time now) {
    while (!all_.empty() && all_.back().time < now - kept_for)
        all_.pop_back();
    std::erase_if(removed_, [&](const auto& one) { return one.second < now - kept_for; });
}

std::vector<Annotation> Annotations::within(Time from, Time to) const {
    std::vector<Annotation> found;
    for (const Annotation& one : all_)
        if (one.time <= to && one.until.value_or(one.time) >= from) found.push_back(one);
    return found;
}

std::vector<Annotation> Annotations::recent(Time now) const {
    std::vector<Annotation> found = within(now - recent_for, Time::max());
    if (found.size() > most_recent) found.resize(most_recent);
    return found;
}

std::string Annotations::to_text() const {
    json all = json::array(), removed = json::array();
    for (const Annotation& one : all_)
        all.push_back(annotation_json(one));
    for (const auto& [key, time] : removed_)
        removed.push_back({key.first.text, key.second, to_epoch_ms(time)});
    return json{{"all", all}, {"removed", removed}}.dump(-1, ' ', false,
                                                         json::error_handler_t::replace);
}

void Annotations::read(const std::string& text) {
    const json value = json::parse(text, nullptr, false);
    Annotations read;
    try {
        for (const json& one : value.at("all"))
            read.all_.push_back(annotation_from(one));
        for (const json& one : value.at("removed"))
            read.removed_[{FeedId{one.at(0)}, one.at(1)}] =
                from_epoch_ms(one.at(2).get<std::int64_t>());
    } catch (const json::exception&) {
        return;
    } catch (const std::invalid_argument&) {
        return;
    }
    *this = std::move(read);
}

}  // namespace waymark::server
