#pragma once

#include <string>

#include "server/command/telling.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

struct AnnotateSettings {
    TellingSettings telling;
    std::string text;
    std::string kind = "note";
    std::string queue;
    std::string time;   ///< RFC 3339; empty: now
    std::string until;  ///< the same; empty: it did not last
};

/// Declares them; `settings` must outlive the reading.
void declare(SettingsCli& cli, AnnotateSettings& settings);

/// The record as JSON text; `now` makes its id one of its own.
std::string annotation_record(const AnnotateSettings& settings, Time now);

/// `annotate`: tells a running server what happened beside its numbers; the exit status: 0, 78 when
/// the settings are not allowed, 1 when the server did not take it.
int annotate(const AnnotateSettings& settings);

}  // namespace waymark::server
