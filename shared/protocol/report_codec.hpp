#pragma once

#include <nlohmann/json_fwd.hpp>

#include "shared/protocol/command.hpp"
#include "shared/protocol/report.hpp"

namespace waymark {

/// What is said about a screen as JSON on the wire; the same rules as in outline_codec.hpp.
nlohmann::json command_json(const Command& command);
Command command_from(const nlohmann::json& value);

nlohmann::json report_json(const Report& report);
Report report_from(const nlohmann::json& value);

nlohmann::json picture_json(const PicturePart& part);
PicturePart picture_from(const nlohmann::json& value);

}  // namespace waymark
