#include <nlohmann/json.hpp>

#include "shared/protocol/kpi_file.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

/// A number of a target, with the place it came from.
struct Border {
    std::optional<FileNode> node;
    std::optional<double> value;
};

Border border(const std::optional<FileNode>& node, ValueUnit unit) {
    return {node, node ? read_quantity(*node, unit) : std::nullopt};
}

/// Whether `a` is better than `b`.
bool better(Direction direction, double a, double b) {
    return direction == Direction::higher ? a > b : a < b;
}

std::string_view side_of(Direction direction) {
    return direction == Direction::higher ? "above" : "below";
}

std::string rule(Direction direction, std::string_view other) {
    return "a goal for " + in_quotes(name_of(direction)) + " lies " +
           std::string{side_of(direction)} + " its " + std::string{other};
}

void check_goal(Direction direction, const Border& goal, const Border& floor,
                const Border& baseline) {
    if (!goal.value) return;
    if (floor.value && better(direction, *floor.value, *goal.value))
        goal.node->refuse("is on the wrong side of the floor " + floor.node->shown() + "; " +
                          rule(direction, "floor"));
    if (floor.value && !baseline.node && *floor.value == *goal.value)
        goal.node->refuse("is the same as the floor " + floor.node->shown() + "; " +
                          rule(direction, "floor") + ", or the target has a baseline");
    if (baseline.value && !better(direction, *goal.value, *baseline.value))
        baseline.node->refuse("is not on the way to the goal " + goal.node->shown() + "; " +
                              rule(direction, "baseline"));
}

void read_line(FileObject& object, ValueUnit unit, Target& target) {
    const Border goal = border(object.need("goal"), unit);
    const Border floor = border(object.need("floor"), unit);
    const Border baseline = border(object.find("baseline"), unit);
    check_goal(target.direction, goal, floor, baseline);
    target.goal = goal.value.value_or(0);
    target.floor = floor.value.value_or(0);
    target.baseline = baseline.value;
}

void read_band(FileObject& object, ValueUnit unit, Target& target) {
    const Border low = border(object.need("low"), unit);
    const Border high = border(object.need("high"), unit);
    const Border margin = border(object.find("margin"), unit);
    if (low.value && high.value && *low.value > *high.value)
        low.node->refuse("is above the band's high " + high.node->shown() +
                         "; a band runs from low to high");
    if (margin.value && *margin.value < 0) margin.node->refuse("is negative; allowed is 0 or more");
    target.low = low.value.value_or(0);
    target.high = high.value.value_or(0);
    target.margin = margin.value.value_or(0);
}

std::optional<Direction> read_direction(FileObject& object, std::optional<Direction> usual) {
    const auto word = usual ? object.find("direction") : object.need("direction");
    if (!word) return usual;
    const auto direction = direction_named(word->word({"higher", "lower", "band"}));
    const bool opposite = (direction == Direction::higher && usual == Direction::lower) ||
                          (direction == Direction::lower && usual == Direction::higher);
    if (opposite)
        word->refuse("does not fit the measure, of which " +
                     std::string{usual == Direction::higher ? "more" : "less"} +
                     " is better; allowed are " + in_quotes(name_of(*usual)) + " and \"band\"");
    return direction;
}

}  // namespace

std::optional<Target> read_target(FileObject& object, ValueUnit unit,
                                  std::optional<Direction> usual) {
    const auto direction = read_direction(object, usual);
    if (!direction) {
        for (const std::string_view key : {"goal", "floor", "baseline", "low", "high", "margin"})
            object.find(key);
        return std::nullopt;
    }
    Target target{.direction = *direction};
    if (*direction == Direction::band)
        read_band(object, unit, target);
    else
        read_line(object, unit, target);
    return target;
}

}  // namespace waymark
