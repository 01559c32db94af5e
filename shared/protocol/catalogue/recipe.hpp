#pragma once

#include <string>
#include <vector>

#include "shared/protocol/catalogue/choices.hpp"

/// What measures of the catalogue are put together from.
namespace waymark::recipe {

using Where = std::vector<Condition>;

Condition is(std::string field, bool value);
Condition is(std::string field, const char* text);
Condition is(std::string field, double number);
Condition is_one_of(std::string field, const std::vector<std::string>& texts);
Condition is_none_of(std::string field, const std::vector<std::string>& texts);
Condition at_most(std::string field, double bound);
Condition at_least(std::string field, double bound);
Condition above(std::string field, double bound);
Condition below(std::string field, double bound);
Condition present(std::string field);
Condition absent(std::string field);
/// False or absent.
Condition unless(std::string field);

/// Events of one type.
Selector on(std::string type, Where where);
/// Events of several types: `kind` and its words, "contact" and {"abandoned", "left"}.
Selector on_any(std::string_view kind, const std::vector<std::string>& words, Where where);

/// The conditions and some more.
Where also(Where where, const Where& more);

/// The field's numbers over events, as `show` says: mean, median, p90, total or longest.
MeasureKind shown(const std::string& show, Selection events, std::string field);

/// "90th percentile of", "mean"
std::string shown_text(const std::string& show);

Window::Kind constexpr today = Window::Kind::today;
Window rolling(std::chrono::minutes length);
Window from(Window::Kind kind);
Window now();

/// A level's `over` option: last, max, mean, sum_time, any_time.
LevelMeasure::Over over_named(std::string_view word);
/// What a level counts in and is shown for by default, which depends on what is made over time.
Made made_level(LevelMeasure level, std::string formula, Window stretch);

/// Options that measures share.
Option option_where();
Option option_counted_at();
Option option_view();
/// Own options, then `where` and `counted_at`: of measures that count events.
std::vector<Option> of_events(std::vector<Option> own);
/// As `of_events`, with `view`: of contacts.
std::vector<Option> of_contacts(std::vector<Option> own);
/// Own options, then `where`: of measures that look at states.
std::vector<Option> of_states(std::vector<Option> own);

/// Applies the common options to what was made: every selection and state is narrowed by `where`,
/// contacts are seen as customers see them, events are counted where `counted_at` says.
void apply_common(Choices& choices, Measure& measure);

}  // namespace waymark::recipe
