#include "server/access/paired_screens.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/access/sha256.hpp"
#include "shared/base/file.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr std::uint64_t largest_file = 1 << 20;
constexpr std::size_t digest_letters = 64;

}  // namespace

Result<PairedScreens> PairedScreens::load(std::filesystem::path file) {
    PairedScreens paired;
    paired.file_ = std::move(file);
    std::error_code error;
    if (!std::filesystem::exists(paired.file_, error) && !error) return paired;
    const auto text = read_file(paired.file_, largest_file);
    if (!text) return tl::unexpected(text.error());
    const auto whole = read_json(*text, {});
    if (!whole) return failure(paired.file_.string(), to_text(whole.error()));
    try {
        for (const json& one : whole->at("paired")) {
            const std::string digest = one.at("sha256");
            if (digest.size() != digest_letters)
                return failure(paired.file_.string(), "holds what is no SHA-256");
            paired.walls_[digest] = {{one.at("screen").get<std::string>()},
                                     from_epoch_ms(one.at("since").get<std::int64_t>())};
        }
    } catch (const json::exception&) {
        return failure(paired.file_.string(), "is no list of paired screens");
    }
    return paired;
}

Result<void> PairedScreens::add(const ScreenId& screen, std::string_view token, Time now) {
    if (walls_.size() >= most)
        return failure("", "1000 screens are paired already; `screen unpair` frees places");
    const std::string digest = sha256(token);
    walls_[digest] = {screen, now};
    auto kept = keep();
    if (!kept) walls_.erase(digest);
    return kept;
}

Result<std::size_t> PairedScreens::remove(const ScreenId& screen) {
    const auto before = walls_;
    const std::size_t gone =
        std::erase_if(walls_, [&](const auto& one) { return one.second.screen == screen; });
    if (gone == 0) return gone;
    if (const auto kept = keep(); !kept) {
        walls_ = before;
        return tl::unexpected(kept.error());
    }
    return gone;
}

std::string PairedScreens::pairing_of(std::string_view token) const {
    if (token.empty() || walls_.empty()) return {};
    const std::string digest = sha256(token);
    return walls_.contains(digest) ? digest : std::string{};
}

Result<void> PairedScreens::keep() const {
    json list = json::array();
    for (const auto& [digest, wall] : walls_)
        list.push_back(
            {{"screen", wall.screen.text}, {"sha256", digest}, {"since", to_epoch_ms(wall.since)}});
    return replace_file(file_, write_json({{"paired", std::move(list)}}) + "\n");
}

}  // namespace waymark::server
