#include <map>
#include <string>

#include "server/charter/lint_rooms.hpp"
#include "server/charter/plain_words.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// As many characters as a label may have.
constexpr std::size_t label_characters = 20;

std::size_t characters_of(std::string_view text) {
    std::size_t characters = 0;
    for (const char octet : text)
        characters += (static_cast<unsigned char>(octet) & 0xC0u) != 0x80u ? 1 : 0;
    return characters;
}

/// Finds titles that stand twice among things of one kind.
class Titles {
public:
    explicit Titles(LintList& list) : list_(list) {}

    void take(const LintObject& object) {
        const auto [known, is_new] = first_.emplace(folded(object.title), object.id);
        if (!is_new)
            list_.add("same-title", object,
                      "It has the same title as " + in_quotes(known->second) +
                          "; give each a title of its own, so that people can tell them apart.");
    }

private:
    LintList& list_;
    std::map<std::string, std::string> first_;
};

void lint_label(const LintObject& object, std::string_view label, LintList& list) {
    const std::size_t characters = characters_of(object.title);
    if (!label.empty() || characters <= label_characters) return;
    list.add("no-label", object,
             "The title has " + std::to_string(characters) +
                 " characters; add a \"label\" of at most " + std::to_string(label_characters) +
                 " for tiles, which say why they matter.");
}

}  // namespace

void lint_names(const Outline& desk, LintList& list) {
    Titles csfs{list}, kpis{list};
    for (const Unit& unit : desk.units) {
        // Units may share the title of an objective: that is how a parent's is taken over.
        Titles objectives{list};
        for (const Objective& objective : unit.mission.objectives) {
            objectives.take(about(objective));
            if (unit.kind == UnitKind::desk) lint_label(about(objective), objective.label, list);
            for (const Csf& csf : objective.csfs) {
                csfs.take(about(csf));
                lint_label(about(csf), csf.label, list);
            }
        }
    }
    for (const Kpi& kpi : desk.kpis)
        kpis.take(about(kpi));
}

}  // namespace waymark::server
