#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace waymark {

/// A list of strong ids on the wire: their texts.
template <class IdType>
nlohmann::json ids_json(const std::vector<IdType>& ids) {
    nlohmann::json list = nlohmann::json::array();
    for (const IdType& id : ids)
        list.push_back(id.text);
    return list;
}

/// Those of a field; none when it is absent. Throws nlohmann::json::exception when it is no list of
/// texts.
template <class IdType>
std::vector<IdType> ids_from(const nlohmann::json& value, const char* field) {
    std::vector<IdType> ids;
    if (const auto found = value.find(field); found != value.end())
        for (const nlohmann::json& item : *found)
            ids.push_back({item.get<std::string>()});
    return ids;
}

}  // namespace waymark
