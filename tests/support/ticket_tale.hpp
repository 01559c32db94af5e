#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "server/kpi/life/ticket_life.hpp"
#include "shared/base/clock.hpp"

namespace waymark::server {

/// "2026-03-27 17:30" or "...:05.250", in UTC.
inline Time utc(std::string_view text) {
    std::string full{text};
    full[10] = 'T';
    if (full.size() == 16) full += ":00";
    return *from_rfc3339(full + "Z");
}

/// A desk that works Monday to Friday 08:00-18:00 in London, but not on Good Friday and Easter
/// Monday 2026. P1 is promised within 15 min and 4 h around the clock; P2 within 1 h and 8 h, P3
/// within 4 h and 20 h, P4 within 10 h and 40 h of work.
class TicketDesk {
public:
    TicketDesk() : words(vocabulary), work_(london()) {
        using std::chrono::hours;
        using std::chrono::minutes;
        promise("P1", minutes{15}, hours{4}, nullptr);
        promise("P2", hours{1}, hours{8}, &work_);
        promise("P3", hours{4}, hours{20}, &work_);
        promise("P4", hours{10}, hours{40}, &work_);
        rules.work_hours = &work_;
    }

    static Hours london() {
        using namespace std::chrono;
        Hours hours;
        hours.zone = "Europe/London";
        for (std::size_t day = 0; day < 5; ++day)
            hours.week[day] = {{minutes{8 * 60}, minutes{18 * 60}}};
        hours.holidays = {local_days{2026y / 4 / 3}, local_days{2026y / 4 / 6}};
        return hours;
    }

    Record record(std::string_view type, Time time,
                  std::initializer_list<std::pair<std::string_view, FieldValue>> fields) const {
        Record record;
        record.type = type;
        record.time = time;
        for (const auto& [name, value] : fields)
            record.fields.emplace(name, value);
        return record;
    }
    Event event(std::string_view type, Time time,
                std::initializer_list<std::pair<std::string_view, FieldValue>> fields) {
        return compile(record(type, time, fields), 0, vocabulary);
    }
    /// A "ticket." event.
    Event ticket(std::string_view what, std::string_view time) {
        return event("ticket." + std::string{what}, utc(time), {});
    }
    Event ticket(std::string_view what, std::string_view time,
                 std::initializer_list<std::pair<std::string_view, FieldValue>> fields) {
        return event("ticket." + std::string{what}, utc(time), fields);
    }

    Told tell(const std::vector<Event>& life) const {
        Told told;
        tell_ticket(life, Time::max(), rules, words, told);
        return told;
    }

    std::string text(const Event& event, FieldId id) const {
        const Word word = event.word(id);
        return word == no_word ? std::string{} : vocabulary.text(word);
    }

    Vocabulary vocabulary;
    TicketWords words;
    TicketRules rules;

private:
    void promise(std::string_view priority, Duration response, Duration resolution,
                 const HoursClock* hours) {
        rules.sla[vocabulary.learn(priority)] = {response, resolution, hours};
    }

    HoursClock work_;
};

}  // namespace waymark::server
