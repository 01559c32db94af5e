#include "server/feed/mqtt/mqtt_decoder.hpp"

#include <algorithm>
#include <iterator>

namespace waymark::server {
namespace {

constexpr std::string_view no_own_time = "a retained message that states no time of its own";
constexpr std::string_view unreadable = "a message that can't be read";

/// A topic as a path of Graphite, as write_graphite would make it: dots within a level are `_`.
std::string path_of(std::string topic) {
    std::ranges::replace(topic, '.', '_');
    std::ranges::replace(topic, '/', '.');
    return topic;
}

}  // namespace

Read<std::vector<Read<Measurement>>> decode_collectd(const MqttMessage& message) {
    std::string_view text = message.payload;
    if (text.ends_with('\0')) text.remove_suffix(1);
    constexpr std::size_t longest = 4'096;
    if (text.size() > longest) return refusal(line_reason::too_long);
    const auto next = [&text] {
        const std::string_view part = text.substr(0, text.find(':'));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        return part;
    };
    const auto time = read_instant(next(), 1);
    if (!time) return refusal(time.error());
    if (text.empty()) return refusal(line_reason::no_form);
    std::vector<Read<Measurement>> values;
    while (!text.empty()) {
        const auto value = read_value(next());
        if (value)
            values.emplace_back(Measurement{path_of(message.topic), {}, *value, *time});
        else
            values.emplace_back(refusal(value.error()));
    }
    return values;
}

const MqttStatus* MqttDecoder::status_of(std::string_view topic) const {
    const auto found = std::ranges::find(setup_.status, topic, &MqttStatus::topic);
    return found == setup_.status.end() ? nullptr : &*found;
}

MqttDecoder::Made MqttDecoder::take(const MqttMessage& message, Time now) {
    Made made;
    if (const MqttStatus* const status = status_of(message.topic)) {
        const bool gone = message.payload == status->offline;
        if (gone)
            offline_.insert(message.topic);
        else
            offline_.erase(message.topic);
        made.alive = !gone && !message.retained;
    } else if (setup_.mapping) {
        take_payload(message, now, made);
    } else {
        take_collectd(message, now, made);
    }
    if (message.retained) {
        hold(std::move(made.batch), now, made);
        made.batch = {};
        made.alive = false;
    } else if (made.alive) {
        made.batch.records.insert(made.batch.records.begin(),
                                  std::make_move_iterator(held_.begin()),
                                  std::make_move_iterator(held_.end()));
        held_.clear();
    }
    return made;
}

void MqttDecoder::take_payload(const MqttMessage& message, Time now, Made& made) {
    auto batch = setup_.mapping->records_of(
        {.body = message.payload, .headers = {{"topic", message.topic}}, .received = now}, nullptr);
    if (!batch) {
        ++made.counts[unreadable];
        return;
    }
    made.batch = std::move(*batch);
    made.alive = true;
}

void MqttDecoder::take_collectd(const MqttMessage& message, Time now, Made& made) {
    const auto values = decode_collectd(message);
    if (!values) {
        ++made.counts[values.error()];
        return;
    }
    made.alive = true;
    for (std::size_t i = 0; i < values->size(); ++i) {
        const auto& value = (*values)[i];
        auto sample = value ? maker_.sample(*value, now) : refusal(value.error());
        if (!sample) {
            ++made.counts[sample.error()];
            continue;
        }
        if (values->size() > 1)
            std::get<std::string>(sample->fields["metric"]) += '.' + std::to_string(i + 1);
        made.batch.records.push_back(std::move(*sample));
    }
}

void MqttDecoder::hold(FeedBatch batch, Time now, Made& made) {
    for (Record& record : batch.records) {
        // Without a time of its own a record has that of receipt.
        if (record.time == now || record.type == "feed.alive") {
            ++made.counts[no_own_time];
            continue;
        }
        if (held_.size() == most_held) held_.pop_front();
        held_.push_back(std::move(record));
    }
}

}  // namespace waymark::server
