#include "wallboard/link/celebrated_file.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/logger.h>

#include "shared/base/file.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::uint64_t largest_file = 256 << 10;
constexpr const char* key = "celebrated";

}  // namespace

std::string to_celebrated_text(const Celebrated& celebrated) {
    nlohmann::json times = nlohmann::json::object();
    for (const auto& [milestone, when] : celebrated)
        times[milestone] = to_epoch_ms(when);
    return write_json({{key, std::move(times)}}) + "\n";
}

Result<Celebrated> from_celebrated_text(const std::string& text) {
    const auto value = read_json(text, {});
    if (!value) return tl::unexpected(value.error());
    if (!value->is_object() || !value->contains(key) || !value->at(key).is_object())
        return failure("", "must be an object with \"celebrated\", an object");
    Celebrated celebrated;
    for (const auto& [milestone, when] : value->at(key).items()) {
        // Beyond this a time in microseconds would not fit.
        constexpr std::int64_t latest = 253'402'300'800'000;
        if (!when.is_number_integer() || when.get<std::int64_t>() < 0 ||
            when.get<std::int64_t>() > latest)
            return failure("/celebrated/" + milestone,
                           show_json(when) + " is no time; milliseconds since 1970 are");
        celebrated[milestone] = from_epoch_ms(when.get<std::int64_t>());
    }
    return celebrated;
}

std::optional<Celebrated> load_celebrated(const std::filesystem::path& file, const Log& log) {
    std::error_code error;
    if (!std::filesystem::exists(file, error) && !error) return std::nullopt;
    auto celebrated = read_file(file, largest_file).and_then(from_celebrated_text);
    if (celebrated) return std::move(*celebrated);
    log->warn("what was celebrated, kept in {}, is ignored: {}", file.string(),
              to_text(celebrated.error()));
    return std::nullopt;
}

void keep_celebrated(const std::filesystem::path& file, const Celebrated& celebrated,
                     const Log& log) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (const auto written = replace_file(file, to_celebrated_text(celebrated)); !written)
        log->warn("what was celebrated is not kept: {}", to_text(written.error()));
}

}  // namespace waymark::wallboard
