#include "server/kpi/event/matcher.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

struct ToField {
    FieldId id;
    Vocabulary& vocabulary;
    Field operator()(bool flag) const { return Field::of_flag(id, flag); }
    Field operator()(double number) const { return Field::of_number(id, number); }
    Field operator()(const std::string& text) const {
        return Field::of_word(id, vocabulary.learn(text));
    }
    Field operator()(const std::vector<std::string>& texts) const {
        return Field::of_list(id, vocabulary.learn_list(texts));
    }
    Field operator()(const RawJson& raw) const { return Field::of_text(id, raw.text); }
};

std::vector<Field> fields_of(FieldId id, const std::vector<FieldValue>& values,
                             Vocabulary& vocabulary) {
    std::vector<Field> fields;
    fields.reserve(values.size());
    for (const FieldValue& value : values)
        fields.push_back(std::visit(ToField{id, vocabulary}, value));
    return fields;
}

/// Equal to one of the list; a list of words when one of its words is.
bool is_among(const Field& field, const std::vector<Field>& list, const Vocabulary& vocabulary) {
    if (field.kind != Field::Kind::list) return std::ranges::find(list, field) != list.end();
    return std::ranges::any_of(vocabulary.list(field.word), [&](Word word) {
        return std::ranges::find(list, Field::of_word(field.id, word)) != list.end();
    });
}

bool is_one_of(EventType type, const std::vector<EventType>& types) {
    return std::ranges::find(types, type) != types.end();
}

}  // namespace

Filter::Filter(const std::vector<Condition>& conditions, Vocabulary& vocabulary) {
    for (const Condition& condition : conditions) {
        const FieldId id = vocabulary.learn_field(condition.field);
        const bool bounded =
            condition.at_least || condition.at_most || condition.above || condition.below;
        tests_.push_back({id, fields_of(id, condition.any_of, vocabulary),
                          fields_of(id, condition.none_of, vocabulary), condition.at_least,
                          condition.at_most, condition.above, condition.below, condition.present,
                          condition.or_absent, bounded});
    }
}

bool Filter::passes(const Test& test, const Event& event, const Vocabulary& vocabulary) {
    const Field* field = event.find(test.field);
    if (test.present && *test.present != (field != nullptr)) return false;
    if (field == nullptr) return test.or_absent || (test.any_of.empty() && !test.bounded);
    if (!test.any_of.empty() && !is_among(*field, test.any_of, vocabulary)) return false;
    if (!test.none_of.empty() && is_among(*field, test.none_of, vocabulary)) return false;
    if (!test.bounded) return true;
    if (field->kind != Field::Kind::number) return false;
    return (!test.at_least || field->number >= *test.at_least) &&
           (!test.at_most || field->number <= *test.at_most) &&
           (!test.above || field->number > *test.above) &&
           (!test.below || field->number < *test.below);
}

bool Filter::holds(const Event& event, const Vocabulary& vocabulary) const {
    return std::ranges::all_of(tests_,
                               [&](const Test& test) { return passes(test, event, vocabulary); });
}

Picker::Picker(const Selection& selection, Vocabulary& vocabulary) {
    for (const Selector& selector : selection) {
        std::vector<EventType> types;
        for (const std::string& name : selector.types) {
            types.push_back(vocabulary.learn_type(name));
            if (!is_one_of(types.back(), types_)) types_.push_back(types.back());
        }
        choices_.push_back({std::move(types), Filter{selector.where, vocabulary}});
    }
}

bool Picker::picks(const Event& event, const Vocabulary& vocabulary) const {
    return std::ranges::any_of(choices_, [&](const Choice& choice) {
        return is_one_of(event.type, choice.types) && choice.filter.holds(event, vocabulary);
    });
}

}  // namespace waymark::server
