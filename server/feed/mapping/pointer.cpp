#include "server/feed/mapping/pointer.hpp"

#include <algorithm>
#include <charconv>

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

std::optional<std::size_t> place_in_list(const std::string& name) {
    std::size_t place = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), place);
    const bool whole = error == std::errc{} && end == name.data() + name.size();
    const bool padded = name.size() > 1 && name[0] == '0';
    return whole && !padded ? std::optional{place} : std::nullopt;
}

}  // namespace

std::optional<Pointer> Pointer::from(const std::string& text) {
    Pointer pointer;
    pointer.text_ = text;
    try {
        for (json::json_pointer rest{text}; !rest.empty(); rest.pop_back())
            pointer.steps_.push_back({rest.back(), place_in_list(rest.back())});
    } catch (const json::parse_error&) {
        return std::nullopt;
    }
    std::ranges::reverse(pointer.steps_);
    return pointer;
}

const json* Pointer::follow(const json& from) const {
    const json* at = &from;
    for (const Step& step : steps_) {
        if (const auto* object = at->get_ptr<const json::object_t*>()) {
            const auto found = object->find(step.name);
            if (found == object->end()) return nullptr;
            at = &found->second;
        } else if (at->is_array() && step.place && *step.place < at->size()) {
            at = &(*at)[*step.place];
        } else {
            return nullptr;
        }
    }
    return at;
}

}  // namespace waymark::server::mapping
