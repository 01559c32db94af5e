#include "server/kpi/meter/slices.hpp"

namespace waymark::server {

std::vector<FieldId> fields_of(const std::vector<std::string>& names, Vocabulary& vocabulary) {
    std::vector<FieldId> fields;
    fields.reserve(names.size());
    for (const std::string& name : names)
        fields.push_back(vocabulary.learn_field(name));
    return fields;
}

std::string slice_name(SliceKey key, const Vocabulary& vocabulary) {
    if (key == SliceKey{}) return {};
    return std::string{vocabulary.field_name(key.field)} + "=" + vocabulary.text(key.word);
}

SliceKey slice_named(std::string_view name, Vocabulary& vocabulary) {
    const std::size_t equals = name.find('=');
    if (equals == std::string_view::npos) return {};
    return {vocabulary.learn_field(name.substr(0, equals)),
            vocabulary.learn(name.substr(equals + 1))};
}

}  // namespace waymark::server
