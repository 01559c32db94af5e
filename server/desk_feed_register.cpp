#include "server/desk_feed_register.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr std::string_view state_note = "feeds/state";
constexpr std::string_view remembered_notes = "feeds/remembered/";

}  // namespace

const FeedStatus* FeedRegister::find(const FeedId& feed) const {
    const auto found = statuses_.find(feed);
    return found == statuses_.end() ? nullptr : &found->second;
}

void FeedRegister::count(const FeedId& feed, std::string_view reason, std::uint64_t times,
                         Time now) {
    if (times == 0) return;
    refused_.count(feed, reason, times, now);
    changed_.emplace(state_note);
}

void FeedRegister::gap(const FeedId& feed, Time from, Time to) {
    statuses_[feed].gap(from, to);
    changed_.emplace(state_note);
}

void FeedRegister::remember(const FeedId& feed, std::string text) {
    std::string& known = remembered_[feed];
    if (known == text) return;
    known = std::move(text);
    changed_.insert(std::string{remembered_notes} + feed.text);
}

std::string FeedRegister::remembered(const FeedId& feed) const {
    const auto found = remembered_.find(feed);
    return found == remembered_.end() ? std::string{} : found->second;
}

void FeedRegister::begin_day(Time day) {
    if (day <= day_) return;
    changed_.emplace(state_note);
    if (std::exchange(day_, day) == Time{}) return;
    refused_.begin_day();
    for (auto& [feed, status] : statuses_)
        status.begin_day(day);
}

void FeedRegister::keep_only(const std::vector<Feed>& feeds) {
    std::erase_if(statuses_, [&](const auto& status) {
        return std::ranges::find(feeds, status.first, &Feed::id) == feeds.end();
    });
}

Note FeedRegister::note_named(const std::string& name) const {
    if (name != state_note) return {name, remembered(FeedId{name.substr(remembered_notes.size())})};
    json gaps = json::object();
    for (const auto& [feed, status] : statuses_)
        for (const auto& [from, to] : status.gaps())
            gaps[feed.text].push_back({to_epoch_us(from), to_epoch_us(to)});
    return {name, write_json({{"day", to_epoch_us(day_)},
                              {"refused", refused_.to_text()},
                              {"gaps", std::move(gaps)}})};
}

std::vector<Note> FeedRegister::take_changed() {
    std::vector<Note> notes;
    for (const std::string& name : std::exchange(changed_, {}))
        notes.push_back(note_named(name));
    return notes;
}

void FeedRegister::put_back(const std::vector<Note>& notes) {
    for (const Note& note : notes)
        changed_.insert(note.name);
}

void FeedRegister::recall(const std::vector<Note>& notes) {
    for (const Note& note : notes) {
        if (note.name == state_note) read_state(note.text);
        if (note.name.starts_with(remembered_notes))
            remembered_[FeedId{note.name.substr(remembered_notes.size())}] = note.text;
    }
}

void FeedRegister::read_state(const std::string& text) {
    std::map<FeedId, FeedStatus> statuses;
    try {
        const json value = json::parse(text);
        for (const auto& [feed, gaps] : value.at("gaps").items())
            for (const json& gap : gaps)
                statuses[FeedId{feed}].gap(from_epoch_us(gap.at(0)), from_epoch_us(gap.at(1)));
        day_ = from_epoch_us(value.at("day"));
        refused_.read(value.at("refused"));
    } catch (const json::exception&) {
        return;
    }
    statuses_ = std::move(statuses);
}

}  // namespace waymark::server
