#pragma once

#include <string>

#include "shared/protocol/desk_file.hpp"

namespace waymark::test {

/// The texts of a valid desk folder that fits on a page: an organisation and its desk, two KPIs,
/// one feed, one screen.
inline DeskTexts small_desk() {
    return {
        {"desk.json", R"({
  "name": "Desk", "place": "Leeds", "zone": "Europe/London", "day_boundary": "06:00",
  "locale": "en-GB"
})"},
        {"charter.json", R"({
  "units": [
    {
      "id": "company", "kind": "organisation", "name": "Company",
      "vision": { "text": "To be the one customers recommend.", "headline": "Recommended" },
      "mission": {
        "purpose": "To serve customers",
        "objectives": [{ "id": "customers-first", "title": "Customers first" }]
      }
    },
    {
      "id": "desk", "kind": "desk", "name": "Desk", "parent": "company",
      "vision": { "text": "To be one point of contact.", "headline": "One point of contact" },
      "mission": {
        "purpose": "To help at once",
        "objectives": [
          {
            "id": "communication", "title": "Communication",
            "csfs": [{ "id": "reach-us", "title": "Customers reach us quickly" }]
          }
        ]
      },
      "links": [
        { "kind": "contributes", "from": "communication", "to": "customers-first",
          "how": "Whom one reaches one recommends" }
      ]
    }
  ]
})"},
        {"kpis.json", R"({
  "kpis": [
    {
      "id": "answered", "title": "Calls answered in 30 s", "unit": "ratio",
      "window": "rolling 60min", "measure": "ratio",
      "numerator": [{ "type": "contact.answered", "where": { "wait": { "at_most": "30s" } } }],
      "denominator": [{ "type": ["contact.answered", "contact.abandoned"] }],
      "target": { "direction": "higher", "goal": "80%", "floor": "70%" },
      "supports": ["reach-us"], "feeds": ["phone"]
    },
    {
      "id": "waiting", "title": "Calls waiting", "unit": "count", "window": "now",
      "measure": "contacts_waiting",
      "target": { "direction": "lower", "goal": 4, "floor": 8 },
      "supports": ["reach-us"], "feeds": ["phone"]
    }
  ]
})"},
        {"feeds.json", R"({
  "feeds": [{ "id": "phone", "title": "Phone", "adapter": "records", "cadence": "10s" }]
})"},
        {"screens.json", R"({
  "scenes": [{ "id": "wall", "kpis": ["answered", "waiting"] }],
  "screens": [{ "id": "main", "diagonal": 27, "distance": 1.5, "scene": "wall" }]
})"},
    };
}

}  // namespace waymark::test
