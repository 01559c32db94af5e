#include "server/feed/asterisk/told_once.hpp"

#include <algorithm>
#include <array>

#include "server/feed/asterisk/asterisk_text.hpp"

namespace waymark::server {
namespace {

/// What happens once in a queue for each time the contact was offered there.
constexpr std::string_view waited = "waited";
constexpr std::string_view ended = "ended";

/// The word for what happened; empty for what is of no contact. How a wait ended may be told in two
/// ways: as an abandon by one source, as a time-out by the other.
std::string_view word_of(std::string_view type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> words{{
        {"contact.offered", "offered"},
        {"contact.answered", waited},
        {"contact.abandoned", waited},
        {"contact.timed_out", waited},
        {"contact.left", waited},
        {"contact.ended", ended},
        {"contact.transferred", "transferred"},
        {"agent.no_answer", "no answer"},
    }};
    for (const auto& [name, word] : words)
        if (name == type) return word;
    return {};
}

}  // namespace

ToldOnce::Contact& ToldOnce::contact(const std::string& id) {
    const auto [place, fresh] = contacts_.try_emplace(id);
    if (!fresh) return place->second;
    by_age_.push_back(id);
    if (by_age_.size() > most_contacts) {
        contacts_.erase(by_age_.front());
        by_age_.pop_front();
    }
    return place->second;
}

bool ToldOnce::take(Record& record, Source source) {
    const std::string_view word = word_of(record.type);
    if (word.empty() || record.text("contact").empty()) return true;
    const std::string id{record.text("contact")};
    const std::string queue{record.text("queue")};
    Contact& told = contact(id);
    std::string what = std::string{word} + "/" + queue;
    if (word == "no answer") what += "/" + std::string{record.text("agent")};
    Tellings& tellings = told[what];

    const auto same = std::ranges::find_if(tellings, [&](const Telling& one) {
        const Duration apart = std::chrono::abs(one.time - record.time);
        if (source == Source::queue_log) return !one.by_log && apart <= tolerance;
        return one.by_ami ? apart == Duration{0} : apart <= tolerance;
    });
    const auto offers = told.find("offered/" + queue);
    const bool as_often_as_offered = (word == waited || word == ended) && offers != told.end() &&
                                     tellings.size() >= offers->second.size();
    const bool before =
        same != tellings.end() || as_often_as_offered || tellings.size() >= most_tellings;
    auto place = same;
    if (place == tellings.end() && before) --place;
    if (!before) place = tellings.insert(tellings.end(), Telling{record.time});
    if (source == Source::ami) *place = {record.time, true, place->by_log};
    if (source == Source::queue_log) place->by_log = true;
    record.id = as_id(id + "/" + what + "/" + std::to_string(place - tellings.begin() + 1));
    return !before;
}

}  // namespace waymark::server
