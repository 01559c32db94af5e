#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "shared/base/log.hpp"
#include "shared/base/result.hpp"
#include "wallboard/state/celebration.hpp"

namespace waymark::wallboard {

/// What a screen has celebrated, as its file holds it: `{"celebrated": {"ID": epoch ms}}`.
std::string to_celebrated_text(const Celebrated& celebrated);
Result<Celebrated> from_celebrated_text(const std::string& text);

/// What the file holds; nothing when there is none. A damaged one is said in the log and is as good
/// as none.
std::optional<Celebrated> load_celebrated(const std::filesystem::path& file, const Log& log);

/// Replaces the file; a disk that fails is said in the log.
void keep_celebrated(const std::filesystem::path& file, const Celebrated& celebrated,
                     const Log& log);

}  // namespace waymark::wallboard
