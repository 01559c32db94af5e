#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark {

/// A field of application/x-www-form-urlencoded, decoded: octets, not looked at further.
struct FormField {
    std::string name;
    std::string value;
    /// Two hexadecimal digits follow each '%'; one that they don't follow stands for itself.
    bool proper = true;

    bool operator==(const FormField&) const = default;
};

/// The first `most` fields of a form or a query in their order, repeats included. What stands
/// between two '&' is a field unless it is empty; without '=' its value is empty.
std::vector<FormField> read_form(std::string_view text, std::size_t most);

/// As many fields as any form or query may have.
inline constexpr std::size_t most_form_fields = 1000;

}  // namespace waymark
