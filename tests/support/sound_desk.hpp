#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/small_desk.hpp"

namespace waymark::test {

/// The texts with a change: JSON Patch operations on one of the files.
inline DeskTexts changed(DeskTexts texts, std::string_view file, std::string_view operations) {
    std::string& text = texts.find(file)->second;
    text = nlohmann::json::parse(text).patch(nlohmann::json::parse(operations)).dump();
    return texts;
}

/// The small desk with everything in it that makes a desk sound: nothing is missing or weak.
inline DeskTexts sound_desk() {
    DeskTexts texts = changed(small_desk(), "charter.json", R"([
        {"op":"add","path":"/units/1/vision/by_year","value":2028},
        {"op":"add","path":"/units/1/links/-","value":{"kind":"contributes","from":"vision",
            "to":"vision","how":"Whom one trusts one recommends"}},
        {"op":"replace","path":"/units/1/mission/objectives/0/csfs/0","value":{"id":"reach-us",
            "title":"Customers reach us quickly","label":"Easy to reach",
            "done_when":{"hold":20,"of":22}}}])");
    texts = changed(std::move(texts), "kpis.json", R"([
        {"op":"add","path":"/kpis/-","value":{"id":"happy","title":"Customer satisfaction",
            "measure":"csat","target":{"goal":"85%","floor":"75%"},"supports":["reach-us"],
            "feeds":["phone"]}}])");
    return changed(std::move(texts), "screens.json",
                   R"([{"op":"add","path":"/scenes/0/kpis/-","value":"happy"}])");
}

/// The desk of these texts, which is valid.
inline DeskFolder valid_desk(const DeskTexts& texts) {
    auto desk = read_desk(texts);
    if (desk) return std::move(*desk);
    for (const Problem& problem : desk.error())
        ADD_FAILURE() << to_text(problem);
    return {};
}

}  // namespace waymark::test
