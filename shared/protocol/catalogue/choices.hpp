#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shared/protocol/catalogue/entry.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark {

/// The options of one named measure as a KPI chooses them, or their defaults. Only options that the
/// measure's entry declares can be asked for; what was asked for is remembered for explanations. A
/// wrong value is noted as a problem and the default stands in.
class Choices {
public:
    /// `kpi` and `entry` must outlive the choices.
    Choices(FileObject& kpi, const NamedMeasure& entry) : kpi_(kpi), entry_(entry) {}

    std::string word(std::string_view option);
    std::vector<std::string> words(std::string_view option);
    std::string text(std::string_view option);
    std::vector<std::string> texts(std::string_view option);
    /// In seconds.
    double length(std::string_view option);
    /// Nothing: the option was not chosen, and has no default.
    std::optional<double> length_if_any(std::string_view option);
    /// Nothing: ever.
    std::optional<int> days(std::string_view option);
    std::optional<double> number_if_any(std::string_view option);
    std::string hours(std::string_view option);
    std::vector<Condition> conditions(std::string_view option);

    bool declares(std::string_view option) const;
    /// Notes a problem with the value of an option.
    void refuse(std::string_view option, std::string allowed);
    /// Options that were chosen and that nobody asked for, as others make them meaningless, are
    /// problems.
    void refuse_untaken();

    /// What was asked for, in order: ("within", "20 s").
    std::vector<std::pair<std::string, std::string>> taken() const { return taken_; }

private:
    const Option& declared(std::string_view option) const;
    std::optional<FileNode> node(const Option& option);
    void take(const Option& option, std::string value);

    FileObject& kpi_;
    const NamedMeasure& entry_;
    std::vector<std::string_view> asked_;
    std::vector<std::pair<std::string, std::string>> taken_;
};

/// 20 as "20 s", 300 as "5 min".
std::string length_text(double seconds);

/// "abandoned or timed_out"
std::string either(const std::vector<std::string>& words);

/// "abandoned, timed_out" in its parts.
std::vector<std::string> split_list(std::string_view text);

}  // namespace waymark
