#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/feed/mapping/value.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server::mapping {

/// A field of a record, and how it comes about.
struct Field {
    std::string name;
    std::shared_ptr<const Value> value;
    bool required = false;
    bool common = false;  ///< the same for every record of a message
};

/// What a message is asked, and the record or the further rules that follow.
struct Rule {
    std::string place;             ///< "/rules/2"
    std::size_t depth = 1;         ///< levels around it; those of `foreach` come next
    std::vector<Pointer> foreach;  ///< each within the element of the one before
    Condition when;                ///< of the innermost element
    bool also = false;             ///< whether the rules after it are looked at all the same
    std::optional<Value> emit;     ///< the record's type; none: `rules` say more
    std::vector<Field> fields;     ///< of the rules around it and of the message, too
    std::vector<Rule> rules;
};

/// Reads `common` and `rules`.
std::vector<Rule> read_rules(FileObject& mapping);

}  // namespace waymark::server::mapping
