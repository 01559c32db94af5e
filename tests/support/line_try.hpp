#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/feed/lines/line_decoder.hpp"
#include "shared/protocol/record_codec.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::test {

inline server::LineSetup line_setup(server::LineProtocol protocol, const std::string& text) {
    SettingsObject settings{text};
    using enum server::LineProtocol;
    auto setup = protocol == graphite ? server::read_graphite_setup(settings.object())
                 : protocol == statsd ? server::read_statsd_setup(settings.object())
                                      : server::read_influx_setup(settings.object());
    settings.object().finish();
    if (!settings.problems().empty()) throw std::runtime_error(settings.problems());
    return setup;
}

/// A feed of lines without sockets: what it makes of them, and why not of others.
class LineTry {
public:
    /// 2026-03-16T09:00:00Z.
    static constexpr Time begin = from_epoch_ms(1'773'651'600'000);

    /// `settings` of an entry in feeds.json, beside where it listens.
    LineTry(server::LineProtocol protocol, const std::string& settings)
        : setup_(line_setup(protocol, with_listen(settings))), decoder_(setup_) {}

    /// The samples that the lines make, as JSON; of StatsD those of a second.
    std::vector<nlohmann::json> take(const std::string& lines) {
        std::vector<Record> records;
        server::LineReader reader{setup_.protocol == server::LineProtocol::influx};
        const auto take_line = [&](std::optional<std::string_view> line) {
            const auto reason = line ? decoder_.take(*line, setup_.ticks_a_second, now, records)
                                     : server::line_reason::too_long;
            if (!reason.empty()) ++refused[std::string{reason}];
        };
        reader.read(lines, take_line);
        take_line(reader.rest());
        for (Record& record : decoder_.release(now))
            records.push_back(std::move(record));
        std::vector<nlohmann::json> samples;
        for (const Record& record : records) {
            // The store gives it back as it is.
            if (parse_record(write_record(record), Time{}, {}) != record)
                throw std::runtime_error("no sample: " + write_record(record));
            samples.push_back(nlohmann::json::parse(write_record(record)));
        }
        return samples;
    }

    Time now = begin;
    std::map<std::string, int> refused;

private:
    static std::string with_listen(const std::string& settings) {
        auto entry = nlohmann::json::parse(settings);
        entry["listen"] = "127.0.0.1:0";
        return entry.dump();
    }

    server::LineSetup setup_;
    server::LineDecoder decoder_;
};

}  // namespace waymark::test
