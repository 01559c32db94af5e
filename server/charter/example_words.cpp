#include "server/charter/example_words.hpp"

#include <algorithm>
#include <array>

namespace waymark::server {
namespace {

constexpr auto statements = std::to_array<std::string_view>({
    "to be the most customer-centric company in our field, where people find what they need and it "
    "simply works.",
    "to make everyday work easier for the customers and colleagues who rely on us",
    "to be the partner that colleagues trust to keep their working day running.",
    "to run dependable services and to help people make the most of them",
    "to be recognized as a single-point-of-contact service desk providing best in class "
    "communications and support.",
    "to provide our customers with quality service, focusing on consistent and efficient support",
});

}  // namespace

bool is_example(std::string_view text) {
    return std::ranges::find(statements, text) != statements.end();
}

}  // namespace waymark::server
