#include "wallboard/link/pairing.hpp"

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <spdlog/logger.h>
#include <unistd.h>

#include "shared/base/file.hpp"
#include "shared/protocol/json_reader.hpp"
#include "wallboard/link/board_cache.hpp"

namespace waymark::wallboard {
namespace {

using nlohmann::json;

constexpr JsonLimits limits{.octets = 16 << 10, .depth = 4, .nodes = 100};
constexpr std::size_t longest = 200;
constexpr double longest_life = 3600;

/// A text of visible ASCII letters, which may stand in a request and on a wall.
Result<std::string> word_in(const json& value, const char* field) {
    const auto found = value.find(field);
    const auto* text =
        found == value.end() ? nullptr : found->template get_ptr<const std::string*>();
    const bool good = text != nullptr && !text->empty() && text->size() <= longest &&
                      std::ranges::all_of(*text, [](char c) { return c > ' ' && c < 0x7f; });
    if (!good) return failure(field, "is no word of visible letters");
    return *text;
}

Result<json> object_of(const std::string& text) {
    auto value = read_json(text, limits);
    if (value && !value->is_object()) return failure("", "is no object");
    return value;
}

Result<Identity> identity_from(const json& value) {
    const auto screen = word_in(value, "screen");
    if (!screen) return tl::unexpected(screen.error());
    const auto token = word_in(value, "token");
    if (!token) return tl::unexpected(token.error());
    return Identity{{*screen}, *token};
}

}  // namespace

std::filesystem::path identity_file(const std::filesystem::path& directory,
                                    const std::string& server) {
    auto file = cache_file(directory, server, {});
    return file.replace_filename("screen-" + file.filename().string());
}

std::optional<Identity> load_identity(const std::filesystem::path& file, const Log& log) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::nullopt;
    const auto identity =
        read_file(file, limits.octets).and_then(object_of).and_then(identity_from);
    if (identity) return *identity;
    log->warn("the pairing kept in {} is ignored: {}", file.string(), to_text(identity.error()));
    return std::nullopt;
}

Result<void> keep_identity(const std::filesystem::path& file, const Identity& identity) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    // Nobody else may read it at any moment: the file is there, closed to others, before the token.
    const std::string fresh = file.string() + ".new";
    const std::string text =
        write_json({{"screen", identity.screen.text}, {"token", identity.token}}) + "\n";
    ::unlink(fresh.c_str());
    const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return failure(fresh, "can't be written");
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written || std::rename(fresh.c_str(), file.c_str()) != 0)
        return failure(file.string(), "can't be written");
    return {};
}

Result<PairingOffer> read_offer(const std::string& text) {
    const auto value = object_of(text);
    if (!value) return tl::unexpected(value.error());
    const auto code = word_in(*value, "code");
    if (!code) return tl::unexpected(code.error());
    const auto secret = word_in(*value, "secret");
    if (!secret) return tl::unexpected(secret.error());
    const auto seconds = value->find("seconds");
    if (seconds == value->end() || !seconds->is_number() || seconds->get<double>() < 1 ||
        seconds->get<double>() > longest_life)
        return failure("seconds", "is no length of 1 to 3600");
    return PairingOffer{*code, *secret, from_seconds(seconds->get<double>())};
}

Result<std::optional<Identity>> read_given(const std::string& text) {
    const auto value = object_of(text);
    if (!value) return tl::unexpected(value.error());
    if (value->contains("state")) return std::optional<Identity>{};
    return identity_from(*value).map([](const Identity& given) { return std::optional{given}; });
}

}  // namespace waymark::wallboard
