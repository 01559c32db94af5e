#pragma once

#include <cstdint>

namespace waymark::test {

/// How often this process has asked for memory by `new` or malloc of the drawing library so far.
/// The program must be linked with allocations.cpp, which replaces operator new.
std::uint64_t allocations();

/// Counts an allocation that does not come by `new`.
void count_allocation();

}  // namespace waymark::test
