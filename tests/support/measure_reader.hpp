#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/protocol/catalogue/entry.hpp"
#include "shared/protocol/measure_file.hpp"

namespace waymark::test {

/// A measure as it was read, and every line its author is told.
struct Read {
    DefinedMeasure defined;
    std::vector<std::string> problems;
    const Measure& measure() const { return *defined.measure; }
};

/// What a KPI with these keys becomes.
inline Read read(const nlohmann::json& kpi) {
    std::vector<Problem> problems;
    FileObject object{FileNode{kpi, "kpis.json", "/kpis/0", problems}};
    Read read{read_measure(object, std::nullopt, std::nullopt), {}};
    object.finish();
    for (const Problem& problem : problems)
        read.problems.push_back(to_text(problem));
    return read;
}

inline Measure measure_of(const nlohmann::json& kpi) {
    const Read made = read(kpi);
    EXPECT_THAT(made.problems, testing::IsEmpty()) << kpi;
    return made.measure();
}

/// The least that a KPI must say of a measure.
inline nlohmann::json least(const NamedMeasure& entry) {
    nlohmann::json kpi{{"measure", entry.name}};
    for (const Option& option : entry.options)
        if (option.needed) kpi[std::string{option.name}] = "phone";
    return kpi;
}

}  // namespace waymark::test
