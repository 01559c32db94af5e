#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "shared/base/result.hpp"

namespace waymark {

/// The whole file; an error names it and why, also when it is larger than `limit` octets.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit);

/// Replaces the file in one step: a reader sees the old text or the new, also after a power cut.
Result<void> replace_file(const std::filesystem::path& path, const std::string& text);

}  // namespace waymark
