#include "server/feed/push/push_setup.hpp"

#include <nlohmann/json.hpp>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_path = 300;
constexpr double most_a_second = 100'000;

DeliveryIdPlace read_delivery_id(const FileNode& node) {
    FileObject object{node};
    DeliveryIdPlace place{.header = in_lower_case(object.text_or_none("header", longest_name))};
    if (const auto path = object.find("path")) {
        place.path = path->text(longest_path);
        try {
            const nlohmann::json::json_pointer checked{place.path};
        } catch (const nlohmann::json::exception&) {
            path->refuse("is no JSON pointer; allowed is one as \"/event/id\"");
        }
    }
    object.finish();
    if (node.value().is_object() && place.header.empty() == place.path.empty())
        node.refuse("is in no one place; exactly one of \"header\" and \"path\" is allowed");
    return place;
}

int read_status(const FileNode& node) {
    if (node.value() == 200 || node.value() == 204) return node.value().get<int>();
    node.refuse("is not known; allowed are 200 and 204");
    return 200;
}

}  // namespace

std::optional<PushSetup> read_push_setup(FileObject& settings) {
    ProofSetup proof = read_proof_setup(settings);
    DeliveryIdPlace id;
    if (const auto node = settings.find("delivery_id"); node && !node->value().is_null())
        id = read_delivery_id(*node);
    const auto status = settings.find("status");
    const auto rate = settings.find("max_rate");
    const auto rules = settings.need("mapping");
    if (!rules) return std::nullopt;
    PushSetup setup{Mapping::read(*rules), std::move(proof), std::move(id)};
    if (status) setup.status = read_status(*status);
    if (rate) setup.max_rate = rate->number("number of deliveries a second", 1, most_a_second);
    return setup;
}

}  // namespace waymark::server
