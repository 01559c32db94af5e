#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/base/settings_cli.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// How a recorded file is written.
enum class RecordingForm {
    records,    ///< NDJSON: our records, a line each
    ami,        ///< the octets of an Asterisk manager session
    queue_log,  ///< Asterisk's queue_log
};

/// What `replay` was asked for, in words.
struct ReplaySettings {
    std::string desk;
    std::string from = "records";
    std::string file;  ///< "-": standard input
    std::string feed;  ///< empty: the desk's first
    std::string every;
    std::vector<std::string> at;
    bool as_seen = false;
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, ReplaySettings& settings);

/// The instants at which values are told: those of `at` and each multiple of `every` in the desk's
/// day. With neither: once, at the end.
struct AskedInstants {
    std::vector<Time> at;  ///< in order, each once
    std::optional<Duration> every;
};

/// Reads `at` (RFC 3339, or whole epoch milliseconds) and `every` ("15min" or "15m", 1 s to 1 d).
/// All problems, one a line, when something is not allowed.
tl::expected<AskedInstants, std::vector<std::string>> asked_instants(
    const ReplaySettings& settings);

RecordingForm recording_form(const ReplaySettings& settings);

/// RFC 3339 with an offset, or whole epoch milliseconds.
std::optional<Time> instant_from(const std::string& text);

}  // namespace waymark::server
