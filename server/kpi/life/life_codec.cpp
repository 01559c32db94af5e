#include "server/kpi/life/life_codec.hpp"

#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

json field_json(const Field& field, const Vocabulary& vocabulary) {
    switch (field.kind) {
        case Field::Kind::number:
            return field.number;
        case Field::Kind::word:
            return vocabulary.text(field.word);
        case Field::Kind::list: {
            json texts = json::array();
            for (const Word word : vocabulary.list(field.word))
                texts.push_back(vocabulary.text(word));
            return texts;
        }
        case Field::Kind::instant:
            return {{"us", field.micros}};
        case Field::Kind::flag:
            return field.flag;
        case Field::Kind::text:
            break;
    }
    return {{"hash", field.hash}};
}

Field field_from(FieldId id, const json& value, Vocabulary& vocabulary) {
    if (value.is_number()) return Field::of_number(id, value);
    if (value.is_boolean()) return Field::of_flag(id, value);
    if (value.is_string())
        return Field::of_word(id, vocabulary.learn(value.get_ref<const std::string&>()));
    if (value.is_array())
        return Field::of_list(id, vocabulary.learn_list(value.get<std::vector<std::string>>()));
    if (value.contains("us")) return Field::of_instant(id, from_epoch_us(value.at("us")));
    Field field = Field::of_text(id, "");
    field.hash = value.at("hash");
    return field;
}

}  // namespace

std::string write_life(const std::vector<Event>& life, const Vocabulary& vocabulary) {
    json events = json::array();
    for (const Event& event : life) {
        json fields = json::object();
        for (const Field& field : event.fields)
            fields[std::string{vocabulary.field_name(field.id)}] = field_json(field, vocabulary);
        events.push_back(
            {vocabulary.type_name(event.type), to_epoch_us(event.time), std::move(fields)});
    }
    return events.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<Event> read_life(const std::string& text, std::uint8_t feed, Vocabulary& vocabulary) {
    std::vector<Event> life;
    try {
        for (const json& item : json::parse(text)) {
            Event event{vocabulary.learn_type(item.at(0).get_ref<const std::string&>()),
                        feed,
                        from_epoch_us(item.at(1)),
                        {}};
            for (const auto& [name, value] : item.at(2).items())
                event.fields.push_back(field_from(vocabulary.learn_field(name), value, vocabulary));
            life.push_back(std::move(event));
        }
    } catch (const json::exception&) {
        return {};
    }
    return life;
}

}  // namespace waymark::server
