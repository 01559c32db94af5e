#include "server/feed/mapping/mapping.hpp"

#include "server/feed/mapping/decoding.hpp"
#include "server/feed/mapping/mapping_run.hpp"

namespace waymark::server {

struct Mapping::Rules {
    mapping::Decoding decoding;
    std::vector<mapping::Rule> rules;
};

Mapping::Mapping(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
Mapping::~Mapping() = default;
Mapping::Mapping(Mapping&&) noexcept = default;
Mapping& Mapping::operator=(Mapping&&) noexcept = default;

Mapping Mapping::read(const FileNode& node) {
    auto rules = std::make_unique<Rules>();
    FileObject object{node};
    if (const auto decoding = object.find("decode"))
        rules->decoding = mapping::read_decoding(*decoding);
    rules->rules = mapping::read_rules(object);
    object.finish();
    return Mapping{std::move(rules)};
}

Result<FeedBatch> Mapping::records_of(const Delivery& delivery,
                                      std::vector<MappingStep>* steps) const {
    mapping::MappingRun run{rules_->rules, delivery, steps};
    const auto read = mapping::decode(
        rules_->decoding, delivery, [&](const std::string& place, Result<nlohmann::json> element) {
            return run.take(place, element);
        });
    if (!read) return tl::unexpected(read.error());
    return run.finish();
}

}  // namespace waymark::server
