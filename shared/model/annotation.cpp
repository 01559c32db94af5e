#include "shared/model/annotation.hpp"

#include "shared/model/names.hpp"

namespace waymark {
namespace {

using Kind = Annotation::Kind;
constexpr Names<Kind, 4> kinds{{{Kind::incident, "incident"},
                                {Kind::release, "release"},
                                {Kind::change, "change"},
                                {Kind::note, "note"}}};

}  // namespace

std::string_view name_of(Annotation::Kind kind) {
    return find_name(kinds, kind);
}
std::optional<Annotation::Kind> annotation_kind_named(std::string_view name) {
    return find_value(kinds, name);
}

}  // namespace waymark
