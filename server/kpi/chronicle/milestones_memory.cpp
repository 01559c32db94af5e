#include <stdexcept>

#include <nlohmann/json.hpp>

#include "server/kpi/chronicle/milestones.hpp"
#include "shared/protocol/happening_codec.hpp"

namespace waymark::server {

using nlohmann::json;

std::string Milestones::to_text() const {
    json tracks = json::array(), kept = json::array();
    for (const auto& [key, track] : tracks_)
        tracks.push_back({name_of(key.first), key.second, track.away, track.lost, track.edition});
    for (const auto& [milestone, edition, by, until] : kept_)
        kept.push_back({milestone_json(milestone), edition, by});
    return json{{"tracks", tracks}, {"kept", kept}}.dump(-1, ' ', false,
                                                         json::error_handler_t::replace);
}

void Milestones::read(const std::string& text) {
    const json value = json::parse(text, nullptr, false);
    Milestones read;
    try {
        for (const json& one : value.at("tracks")) {
            const auto kind = milestone_kind_named(one.at(0).get<std::string>());
            if (!kind) return;
            read.tracks_[{*kind, one.at(1)}] = {one.at(2), one.at(3), one.at(4)};
        }
        for (const json& one : value.at("kept"))
            if (auto milestone = milestone_from(one.at(0)))
                read.kept_.push_back({std::move(*milestone), one.at(1), one.at(2), {}});
    } catch (const json::exception&) {
        return;
    } catch (const std::invalid_argument&) {
        return;
    }
    *this = std::move(read);
}

}  // namespace waymark::server
