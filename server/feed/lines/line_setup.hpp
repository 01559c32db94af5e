#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/feed/lines/network.hpp"
#include "server/feed/lines/sample_maker.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

enum class LineProtocol { graphite, statsd, influx };

/// What feeds.json says of a feed that sends lines.
struct LineSetup {
    LineProtocol protocol = LineProtocol::graphite;
    std::optional<ListenAddress> listen;  ///< none: over HTTP only
    bool tcp = true;
    bool udp = true;
    std::vector<Network> allow;  ///< who may send; none: everybody who reaches the address
    SampleRules rules;
    std::int64_t ticks_a_second = 1'000'000'000;  ///< of Influx times that say nothing else
};

/// Lines carry no token: where others than this machine can send, `allow` has to say who may.
LineSetup read_graphite_setup(FileObject& entry);
LineSetup read_statsd_setup(FileObject& entry);
LineSetup read_influx_setup(FileObject& entry);

/// How samples get their names: `templates`, `labels`, `ttl` and `series` of an entry.
SampleRules read_sample_rules(FileObject& entry);

/// The kinds of samples, as their `kind` says.
const std::vector<std::string_view>& sample_kinds();

/// A time to live in seconds, "1s" to "1d".
double read_ttl(const FileNode& node);

/// Of a precision of the Influx line protocol ("ns", "us", "ms", "s"; also "n", "u"); nothing when
/// it is none.
std::optional<std::int64_t> ticks_of(std::string_view precision);

}  // namespace waymark::server
