#include "shared/model/charter.hpp"

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<UnitKind, 3> unit_kinds{{{UnitKind::organisation, "organisation"},
                                         {UnitKind::department, "department"},
                                         {UnitKind::desk, "desk"}}};
constexpr Names<Link::Kind, 2> link_kinds{
    {{Link::Kind::aligns, "aligns"}, {Link::Kind::contributes, "contributes"}}};

}  // namespace

std::string_view name_of(UnitKind kind) {
    return find_name(unit_kinds, kind);
}
std::optional<UnitKind> unit_kind_named(std::string_view name) {
    return find_value(unit_kinds, name);
}

std::string_view name_of(Link::Kind kind) {
    return find_name(link_kinds, kind);
}
std::optional<Link::Kind> link_kind_named(std::string_view name) {
    return find_value(link_kinds, name);
}

}  // namespace waymark
