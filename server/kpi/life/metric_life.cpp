#include "server/kpi/life/metric_life.hpp"

#include <algorithm>

namespace waymark::server {

MetricWords::MetricWords(Vocabulary& vocabulary)
    : sample(vocabulary.learn_type("sample")),
      ttl(vocabulary.learn_field("ttl")),
      counter(vocabulary.learn("counter")),
      delta(vocabulary.learn("delta")),
      interval(vocabulary.learn("interval")) {
    vocabulary.learn("gauge");
}

std::string metric_id(const Record& record) {
    std::string id{record.text("metric")};
    for (const std::string_view dimension : dimension_fields())
        id += '\n' + std::string{record.text(dimension)};
    if (const auto* value = record.find("labels"))
        if (const auto* raw = std::get_if<RawJson>(value)) id += '\n' + raw->text;
    return id;
}

void tell_metric(const std::vector<Event>& life, std::size_t changed_at, Time now,
                 const MetricWords& words, Told& told) {
    const std::size_t end = std::min(changed_at, life.size());
    for (std::size_t i = end > 0 ? end - 1 : 0; i < life.size(); ++i) {
        Event event = life[i];
        const double value = event.number(field::value).value_or(0);
        const Word kind = event.word(field::kind);
        if (kind == words.counter) {
            const auto before = i > 0 ? life[i - 1].number(field::value) : std::nullopt;
            if (before && value < *before) told.odd.emplace_back("a counter that was reset");
            if (before)
                event.set(
                    Field::of_number(field::added, value >= *before ? value - *before : value));
        } else if (kind == words.delta || kind == words.interval) {
            event.set(Field::of_number(field::added, value));
        } else {
            Stint stint{event.time, event.time + gauge_lost_after, event};
            if (const auto ttl = event.number(words.ttl))
                stint.to = event.time + from_seconds(*ttl);
            if (i + 1 < life.size())
                stint.to = std::min(stint.to, life[i + 1].time);
            else if (!told.has_come(stint.to, now))
                stint.to = Time::max();
            if (stint.from < stint.to) told.stints.push_back(std::move(stint));
        }
        told.events.push_back(std::move(event));
    }
}

}  // namespace waymark::server
