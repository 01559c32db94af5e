#include <set>

#include <nlohmann/json.hpp>

#include "shared/protocol/catalogue/catalogue.hpp"

namespace waymark {
namespace {

using nlohmann::json;

json reference(const char* definition) {
    return {{"$ref", std::string{"#/definitions/"} + definition}};
}

/// The one, or a list of it.
json one_or_more(const json& one) {
    return {{"anyOf",
             {one, {{"type", "array"}, {"minItems", 1}, {"uniqueItems", true}, {"items", one}}}}};
}

json rule_for(const Option& option) {
    switch (option.kind) {
        case Option::Kind::word:
            return {{"enum", option.words}};
        case Option::Kind::words:
            return one_or_more({{"enum", option.words}});
        case Option::Kind::text:
            return reference("word");
        case Option::Kind::hours:
            return reference("id");
        case Option::Kind::texts:
            return one_or_more(reference("word"));
        case Option::Kind::length:
            return reference("duration");
        case Option::Kind::days:
            return {
                {"anyOf",
                 {{{"const", "ever"}}, {{"type", "integer"}, {"minimum", 1}, {"maximum", 400}}}}};
        case Option::Kind::number:
            return {{"type", "number"}, {"minimum", 0}, {"maximum", 1e9}};
        case Option::Kind::conditions:
            break;
    }
    return reference("where");
}

json described(const Option& option) {
    json rule = rule_for(option);
    if (rule.contains("$ref")) rule = {{"allOf", {rule}}};
    rule["description"] = option.meaning;
    if (!option.fallback.empty() && option.kind == Option::Kind::word)
        rule["default"] = option.fallback;
    return rule;
}

/// The directions that fit the measure.
json directions(const NamedMeasure& entry) {
    json allowed = json::array({"band"});
    if (entry.direction != Direction::lower) allowed.push_back("higher");
    if (entry.direction != Direction::higher) allowed.push_back("lower");
    return {{"enum", allowed}};
}

}  // namespace

std::string catalogue_schema() {
    std::string rules;
    for (const NamedMeasure& entry : catalogue()) {
        json properties = json::object();
        json names = json::array(), needed = json::array();
        for (const Option& option : entry.options) {
            properties[std::string{option.name}] = described(option);
            names.push_back(option.name);
            if (option.needed) needed.push_back(option.name);
        }
        json then = {{"description", entry.definition},
                     {"properties", properties},
                     {"propertyNames", {{"anyOf", {reference("common_key"), {{"enum", names}}}}}}};
        if (!needed.empty()) then["required"] = needed;
        const json targets = {
            {"properties",
             {{"target", {{"properties", {{"direction", directions(entry)}}}}},
              {"targets", {{"items", {{"properties", {{"direction", directions(entry)}}}}}}}}}};
        then["allOf"] = json::array({targets});
        const json rule = {
            {"if",
             {{"properties", {{"measure", {{"const", entry.name}}}}}, {"required", {"measure"}}}},
            {"then", then}};
        rules += (rules.empty() ? "" : ",\n") + rule.dump();
    }
    return rules;
}

}  // namespace waymark
