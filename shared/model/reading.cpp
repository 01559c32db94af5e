#include "shared/model/reading.hpp"

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<Pace, 4> paces{{{Pace::on_pace, "on_pace"},
                                {Pace::late, "late"},
                                {Pace::never, "never"},
                                {Pace::unknown, "unknown"}}};

constexpr Names<NodeReading::Kind, 3> node_kinds{{{NodeReading::Kind::csf, "csf"},
                                                  {NodeReading::Kind::objective, "objective"},
                                                  {NodeReading::Kind::vision, "vision"}}};

}  // namespace

std::string_view name_of(Pace pace) {
    return find_name(paces, pace);
}
std::optional<Pace> pace_named(std::string_view name) {
    return find_value(paces, name);
}

std::string_view name_of(NodeReading::Kind kind) {
    return find_name(node_kinds, kind);
}
std::optional<NodeReading::Kind> node_kind_named(std::string_view name) {
    return find_value(node_kinds, name);
}

}  // namespace waymark
