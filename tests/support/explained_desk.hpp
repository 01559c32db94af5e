#pragma once

#include <stdexcept>

#include "shared/protocol/desk_file.hpp"

namespace waymark::test {

/// The texts of a desk that has something of every kind to explain: a service level by queue, the
/// oldest ticket and a promise within business hours, a value people enter, and a formula.
inline DeskTexts explained_texts() {
    return {
        {"desk.json", R"({
  "name": "Desk", "place": "Leeds", "zone": "Europe/London", "locale": "en-GB",
  "hours": { "business": { "zone": "Europe/London", "week": {
    "mon": ["08:00-18:00"], "tue": ["08:00-18:00"], "wed": ["08:00-18:00"],
    "thu": ["08:00-18:00"], "fri": ["08:00-18:00"] } } },
  "sla": { "P1": { "response": "30min", "resolution": "4h", "hours": "business" } }
})"},
        {"charter.json", R"({
  "units": [
    { "id": "desk", "kind": "desk", "name": "Desk",
      "vision": { "text": "To be one point of contact.", "headline": "One point of contact" },
      "mission": { "purpose": "To help at once", "objectives": [
        { "id": "communication", "title": "Communication",
          "csfs": [{ "id": "reach-us", "title": "Customers reach us quickly" }] }] } }
  ]
})"},
        {"kpis.json", R"({
  "kpis": [
    { "id": "answered", "title": "Answered in 20 s", "measure": "service_level",
      "within": "20s", "abandoned": "excluded", "window": "today", "by": ["queue"], "min_n": 2,
      "target": { "goal": "80%", "floor": "70%" },
      "supports": ["reach-us"], "feeds": ["phone"] },
    { "id": "oldest", "title": "Oldest open ticket", "measure": "oldest_ticket",
      "age_in": "business", "feeds": ["tickets"] },
    { "id": "overdue", "title": "Overdue", "measure": "sla_breached", "feeds": ["tickets"] },
    { "id": "audit", "title": "Audit result", "measure": "manual", "unit": "ratio",
      "window": "quarter", "feeds": ["people"] },
    { "id": "miss", "title": "Missed", "measure": "formula", "unit": "ratio", "window": "today",
      "formula": "1 - {answered}", "feeds": ["phone"] }
  ]
})"},
        {"feeds.json", R"({
  "feeds": [
    { "id": "phone", "title": "Phone", "cadence": "10s", "queues": ["sales", "service"] },
    { "id": "tickets", "title": "Tickets", "cadence": "30s" },
    { "id": "people", "title": "People", "cadence": "1d", "quiet_ok": true }
  ]
})"},
        {"screens.json", R"({
  "scenes": [{ "id": "wall", "kpis": ["answered"] }],
  "screens": [{ "id": "main", "scene": "wall" }]
})"},
    };
}

inline DeskFolder desk_of(const DeskTexts& texts) {
    auto folder = read_desk(texts);
    if (folder) return std::move(*folder);
    std::string problems;
    for (const Problem& problem : folder.error())
        problems += to_text(problem) + "\n";
    throw std::runtime_error(problems);
}

}  // namespace waymark::test
