#include "server/feed/lines/line_decoder.hpp"

#include <algorithm>

#include "shared/base/utf8.hpp"

namespace waymark::server {
namespace {

/// Line feeds may stand within a text of the Influx line protocol.
bool is_text(std::string_view line) {
    const auto is_control = [](char letter) {
        const auto octet = static_cast<unsigned char>(letter);
        return (octet < 0x20 && letter != '\t' && letter != '\r' && letter != '\n') ||
               octet == 0x7F;
    };
    return std::ranges::none_of(line, is_control) && is_utf8(line);
}

}  // namespace

LineDecoder::LineDecoder(const LineSetup& setup) : protocol_(setup.protocol), maker_(setup.rules) {}

std::string_view LineDecoder::add(const Measurement& told, Time now, std::vector<Record>& samples) {
    auto sample = maker_.sample(told, now);
    if (!sample) return sample.error();
    samples.push_back(std::move(*sample));
    return {};
}

std::string_view LineDecoder::take(std::string_view line, std::int64_t ticks_a_second, Time now,
                                   std::vector<Record>& samples) {
    const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
    if (blank || (protocol_ == LineProtocol::influx && line.starts_with('#'))) return {};
    if (line.size() > LineReader::most_octets) return line_reason::too_long;
    if (!is_text(line)) return line_reason::no_text;
    switch (protocol_) {
        case LineProtocol::graphite: {
            const auto told = decode_graphite(line);
            return told ? add(*told, now, samples) : told.error();
        }
        case LineProtocol::statsd: {
            const auto value = decode_statsd(line);
            if (!value) return value.error();
            const auto taken = totals_.take(*value, now);
            return taken ? std::string_view{} : taken.error();
        }
        case LineProtocol::influx:
            break;
    }
    const auto read = decode_influx(line, ticks_a_second);
    if (!read) return read.error();
    std::string_view reason = read->reason;
    for (const Measurement& told : read->measurements)
        if (const auto wrong = add(told, now, samples); !wrong.empty()) reason = wrong;
    return reason;
}

}  // namespace waymark::server
