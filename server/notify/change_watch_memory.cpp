#include <nlohmann/json.hpp>

#include "server/notify/change_watch.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

}  // namespace

std::string ChangeWatch::memory() const {
    json judged = json::object(), feeds = json::object(), screens = json::object();
    for (const auto& [key, state] : judged_)
        judged[key.first][key.second] = state ? json(name_of(*state)) : json(nullptr);
    for (const auto& [id, life] : feeds_)
        feeds[id.text] = life.told_down;
    for (const auto& [id, life] : screens_)
        screens[id.text] = life.told_down;
    return write_json({{"judged", judged}, {"feeds", feeds}, {"screens", screens}});
}

void ChangeWatch::recall(const std::string& memory) {
    ChangeWatch recalled;
    try {
        const json value = json::parse(memory);
        for (const auto& [subject, states] : value.at("judged").items())
            for (const auto& [id, state] : states.items())
                recalled.judged_[{subject, id}] =
                    state.is_null() ? std::nullopt : state_named(state.get<std::string>());
        for (const auto& [id, told_down] : value.at("feeds").items())
            recalled.feeds_[FeedId{id}].told_down = told_down;
        for (const auto& [id, told_down] : value.at("screens").items())
            recalled.screens_[ScreenId{id}].told_down = told_down;
    } catch (const json::exception&) {
        return;
    }
    judged_ = std::move(recalled.judged_);
    feeds_ = std::move(recalled.feeds_);
    screens_ = std::move(recalled.screens_);
    restarted_ = true;
}

}  // namespace waymark::server
