#include "shared/base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace waymark {

Log make_log(const std::string& name, const std::string& level) {
    auto log =
        std::make_shared<spdlog::logger>(name, std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %n: %v");
    log->set_level(spdlog::level::from_str(level));
    log->flush_on(spdlog::level::info);
    return log;
}

Log make_quiet_log() {
    return std::make_shared<spdlog::logger>("quiet",
                                            std::make_shared<spdlog::sinks::null_sink_mt>());
}

}  // namespace waymark
