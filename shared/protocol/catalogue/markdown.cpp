#include <algorithm>

#include "shared/protocol/catalogue/catalogue.hpp"
#include "shared/protocol/catalogue/notes.hpp"

namespace waymark {
namespace {

std::string in_code(std::string_view text) {
    return '`' + std::string{text} + '`';
}

std::string better(std::optional<Direction> direction) {
    if (!direction) return "·";
    if (*direction == Direction::higher) return "higher";
    return *direction == Direction::lower ? "lower" : "band";
}

std::string standing(std::optional<Direction> direction) {
    if (!direction) return "for information";
    if (*direction == Direction::band) return "best within a band";
    return better(direction) + " is better";
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "" : ", ") + in_code(word);
    return text;
}

std::string allowed(const Option& option) {
    switch (option.kind) {
        case Option::Kind::word:
            return joined(option.words);
        case Option::Kind::words:
            return "one or a list of " + joined(option.words);
        case Option::Kind::text:
            return "a text";
        case Option::Kind::texts:
            return "a text or a list";
        case Option::Kind::length:
            return "a length of time";
        case Option::Kind::days:
            return "1 to 400, or `ever`";
        case Option::Kind::number:
            return "a number";
        case Option::Kind::hours:
            return "the name of hours of desk.json";
        case Option::Kind::conditions:
            break;
    }
    return "conditions";
}

bool is_common(const Option& option) {
    return option.name == "where" || option.name == "counted_at" || option.name == "view";
}

void add_contents(std::string& text) {
    text += "| measure | K | unit | better | window | rolls up as |\n|---|---|---|---|---|---|\n";
    for (const NamedMeasure& entry : catalogue())
        text += "| " + in_code(entry.name) + " | " + std::string{entry.numbers} + " | " +
                std::string{name_of(entry.unit)} + " | " + better(entry.direction) + " | " +
                to_text(entry.window) + " | " + std::string{entry.roll_up} + " |\n";
}

void add_entry(std::string& text, const NamedMeasure& entry) {
    text += "\n### " + in_code(entry.name) + "\n\n" + std::string{entry.title} + " (" +
            std::string{entry.numbers} + "). " + std::string{entry.definition} + "\n\n";
    text += "- Formula: " + std::string{entry.formula} + "\n";
    text += "- Unit " + std::string{name_of(entry.unit)} + ", " + standing(entry.direction) +
            ", window " + to_text(entry.window) + " unless stated\n";
    if (!entry.target.empty()) text += "- Typical target: " + std::string{entry.target} + "\n";
    std::string common;
    for (const Option& option : entry.options)
        if (is_common(option)) common += (common.empty() ? "" : ", ") + in_code(option.name);
    if (!common.empty()) text += "- Common options: " + common + "\n";
    if (std::ranges::all_of(entry.options, is_common)) return;
    text += "\n| option | allowed | default | meaning |\n|---|---|---|---|\n";
    for (const Option& option : entry.options) {
        if (is_common(option)) continue;
        const std::string fallback = option.needed             ? ""
                                     : option.fallback.empty() ? "none"
                                                               : in_code(option.fallback);
        text += "| " + in_code(option.name) + " | " + allowed(option) + " | " + fallback + " | " +
                std::string{option.meaning} + " |\n";
    }
}

}  // namespace

std::string catalogue_markdown() {
    std::string text{catalogue_preface()};
    text += "\n## All measures\n\n";
    add_contents(text);
    text += "\n## Each measure\n";
    for (const NamedMeasure& entry : catalogue())
        add_entry(text, entry);
    text += '\n';
    text += catalogue_notes();
    return text;
}

}  // namespace waymark
