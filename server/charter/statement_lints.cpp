#include <string>

#include "server/charter/example_words.hpp"
#include "server/charter/lint_rooms.hpp"
#include "server/charter/plain_words.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// What people remember.
constexpr std::size_t vision_words = 25;
constexpr std::size_t purpose_words = 30;
constexpr std::size_t title_words = 8;
constexpr std::size_t sentence_words = 20;

bool keeps_to(std::size_t budget, std::string_view text, std::string_view what,
              const LintObject& object, LintList& list) {
    const std::size_t words = count_words(text);
    if (words <= budget) return true;
    list.add("too-many-words", object,
             "The " + std::string{what} + " has " + std::to_string(words) + " words; cut it to " +
                 std::to_string(budget) + ", so that people remember it.");
    return false;
}

void lint_statement(std::string_view text, std::size_t budget, std::string_view what,
                    const Unit& unit, std::string_view locale, LintList& list) {
    if (keeps_to(budget, text, what, about(unit), list)) {
        const std::size_t words = longest_sentence(text);
        if (words > sentence_words)
            list.add("long-sentence", about(unit),
                     "The " + std::string{what} + " has a sentence of " + std::to_string(words) +
                         " words; make it two, or cut it to " + std::to_string(sentence_words) +
                         ".");
    }
    for (const std::string& word : buzz_words(folded(text), locale))
        list.add("buzz-word", about(unit),
                 "The " + std::string{what} + " says " + in_quotes(word) +
                     "; say in plain words what customers will notice.");
}

void lint_vision(const Unit& unit, std::chrono::local_days today, LintList& list) {
    if (unit.vision.text.empty())
        return list.add(
            "no-vision", about(unit),
            "It has no vision, so its numbers have no direction; write what you want to "
            "become, in \"vision\".");
    if (folded(unit.vision.text) == folded(unit.mission.purpose))
        list.add("vision-is-purpose", about(unit),
                 "Vision and purpose are the same; say in the purpose why you are there, and in "
                 "the vision what you want to become.");
    const int year = static_cast<int>(std::chrono::year_month_day{today}.year());
    if (!unit.vision.by_year && unit.kind == UnitKind::desk)
        list.add("vision-no-year", about(unit),
                 "The vision has no date; say by which year you want to be there, in \"by_year\".");
    else if (unit.vision.by_year && *unit.vision.by_year < year)
        list.add("vision-overdue", about(unit),
                 "The vision was to be reached by " + std::to_string(*unit.vision.by_year) +
                     "; give it a new year, or write the next one.");
}

/// The example is one finding, however much of it is left.
void lint_example(const Outline& desk, LintList& list) {
    std::string names;
    for (const Unit& unit : desk.units) {
        if (!is_example(folded(unit.vision.text)) && !is_example(folded(unit.mission.purpose)))
            continue;
        names += (names.empty() ? "" : ", ") + in_quotes(unit.name);
    }
    if (names.empty()) return;
    list.add(
        "example-words", about_desk(desk),
        "Statements of " + names + " are still the example's; put your own words in their place.");
}

}  // namespace

void lint_statements(const Outline& desk, std::chrono::local_days today, LintList& list) {
    lint_example(desk, list);
    for (const Unit& unit : desk.units) {
        const Mission& mission = unit.mission;
        lint_statement(unit.vision.text, vision_words, "vision", unit, desk.locale, list);
        lint_statement(mission.purpose, purpose_words, "purpose", unit, desk.locale, list);
        lint_vision(unit, today, list);
        for (const Objective& objective : mission.objectives) {
            keeps_to(title_words, objective.title, "objective", about(objective), list);
            for (const Csf& csf : objective.csfs)
                keeps_to(title_words, csf.title, "CSF", about(csf), list);
        }
    }
}

}  // namespace waymark::server
