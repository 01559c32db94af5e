#include "wallboard/leads/told_json.hpp"

#include <cmath>

#include "wallboard/link/words.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::size_t longest_text = 400;

const nlohmann::json* find(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

}  // namespace

std::string text_in(const nlohmann::json& object, const char* key) {
    const auto* value = find(object, key);
    return value ? text_of(*value) : "";
}

std::string text_of(const nlohmann::json& value) {
    return value.is_string() ? plain_words(value.get_ref<const std::string&>(), longest_text) : "";
}

std::optional<double> number_in(const nlohmann::json& object, const char* key) {
    const auto* value = find(object, key);
    if (!value || !value->is_number()) return std::nullopt;
    const double number = value->get<double>();
    return std::isfinite(number) ? std::optional{number} : std::nullopt;
}

std::optional<Time> time_in(const nlohmann::json& object, const char* key) {
    constexpr double farthest = 1e14;
    const auto ms = number_in(object, key);
    if (!ms || std::abs(*ms) > farthest) return std::nullopt;
    return from_epoch_ms(std::llround(*ms));
}

std::string count_text(double count) {
    return std::to_string(std::llround(count));
}

const nlohmann::json& list_in(const nlohmann::json& object, const char* key) {
    static const nlohmann::json none = nlohmann::json::array();
    const auto* value = find(object, key);
    return value && value->is_array() ? *value : none;
}

const nlohmann::json& object_in(const nlohmann::json& object, const char* key) {
    static const nlohmann::json none = nlohmann::json::object();
    const auto* value = find(object, key);
    return value && value->is_object() ? *value : none;
}

bool flag_in(const nlohmann::json& object, const char* key) {
    const auto* value = find(object, key);
    return value && value->is_boolean() && value->get<bool>();
}

}  // namespace waymark::wallboard
