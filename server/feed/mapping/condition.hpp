#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace re2 {
class RE2;
}

namespace waymark::server::mapping {

struct Value;
class Scope;

/// What is asked of a value.
enum class Test { eq, ne, in, exists, absent, match, gt, lt, ge, le };

/// Something that holds or not; one that is put together of others has `parts`.
struct Condition {
    enum class Kind { comparison, all, any, none };

    Kind kind = Kind::all;
    std::vector<Condition> parts;
    std::unique_ptr<const Value> subject;
    Test test = Test::exists;
    nlohmann::json operand;
    std::unique_ptr<const Value> other;  ///< instead of `operand`, of eq and ne
    std::unique_ptr<const re2::RE2> pattern;
    std::string shown;  ///< as its author wrote it

    Condition();
    ~Condition();
    Condition(Condition&&) noexcept;
    Condition& operator=(Condition&&) noexcept;
};

/// `notes`, when not null, is told what each comparison found.
bool holds(const Condition& condition, Scope& scope, std::vector<std::string>* notes);

}  // namespace waymark::server::mapping
