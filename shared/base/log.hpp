#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace waymark {

/// Handed to whoever logs; never a global.
using Log = std::shared_ptr<spdlog::logger>;

/// Writes lines "time level message" to standard error from `level` ("debug", "info", "warn",
/// "error") on. Thread-safe.
Log make_log(const std::string& name, const std::string& level);

/// Drops everything: for tests and tools that say what matters themselves.
Log make_quiet_log();

}  // namespace waymark
