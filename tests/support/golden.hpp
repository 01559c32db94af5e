#pragma once

#include <functional>
#include <string>
#include <vector>

#include "shared/protocol/message.hpp"

namespace waymark::test {

/// A message that stands in tests/data/golden and in docs/protocol.md.
struct Golden {
    std::string name;
    std::string encoded;                                        ///< as we write it
    std::function<Result<std::string>(std::string_view)> read;  ///< decodes, and encodes again
};

inline std::ostream& operator<<(std::ostream& out, const Golden& golden) {
    return out << golden.name;
}

/// One of every message; answers that nobody decodes have no `read`.
std::vector<Golden> golden_messages();

/// The board that the golden snapshot carries: the small desk, busy.
Board golden_board();

}  // namespace waymark::test
