#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// Longest texts of what phone systems are set up with.
inline constexpr std::size_t longest_host = 253;
inline constexpr std::size_t longest_user = 100;
inline constexpr std::size_t longest_path = 300;

/// `port`, or `standard` when there is none.
std::uint16_t read_port(FileObject& object, std::uint16_t standard);

/// `wrap_reasons`: the reasons of a pause that mean work after a contact; "Wrap-up" when there are
/// none.
std::vector<std::string> read_wrap_reasons(FileObject& object);

}  // namespace waymark::server
