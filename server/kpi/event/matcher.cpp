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

std::uint64_t bit(std::uint32_t number) {
    return std::uint64_t{1} << (number % 64);
}

bool is_one_of(const Field& field, const std::vector<Field>& list) {
    for (const Field& one : list)
        if (one == field) return true;
    return false;
}

/// Equal to one of the list; a list of words when one of its words is.
bool is_among(const Field& field, const std::vector<Field>& list, const Vocabulary& vocabulary) {
    if (field.kind != Field::Kind::list) return is_one_of(field, list);
    return std::ranges::any_of(vocabulary.list(field.word), [&](Word word) {
        return is_one_of(Field::of_word(field.id, word), list);
    });
}

bool is_one_of(EventType type, const std::vector<EventType>& types) {
    return std::ranges::find(types, type) != types.end();
}

}  // namespace

std::uint64_t mark_of(const Event& event, FieldId field) {
    const Field* found = event.find(field);
    if (found != nullptr && found->kind == Field::Kind::list) return all_marks;
    return bit(event.word(field));
}

Filter::Filter(const std::vector<Condition>& conditions, Vocabulary& vocabulary) {
    for (const Condition& condition : conditions) {
        const FieldId id = vocabulary.learn_field(condition.field);
        const bool bounded =
            condition.at_least || condition.at_most || condition.above || condition.below;
        const bool may_be_absent = condition.or_absent || (condition.any_of.empty() && !bounded);
        tests_.push_back({.field = id,
                          .any_of = fields_of(id, condition.any_of, vocabulary),
                          .none_of = fields_of(id, condition.none_of, vocabulary),
                          .at_least = condition.at_least,
                          .at_most = condition.at_most,
                          .above = condition.above,
                          .below = condition.below,
                          .bounded = bounded,
                          .passes_absent = may_be_absent && !condition.present.value_or(false),
                          .must_be_absent = !condition.present.value_or(true)});
    }
}

std::uint64_t Filter::marks(FieldId field) const {
    std::uint64_t marks = all_marks;
    for (const Test& test : tests_) {
        if (test.field != field || test.any_of.empty() || test.passes_absent) continue;
        std::uint64_t any = 0;
        for (const Field& one : test.any_of)
            any |= bit(one.kind == Field::Kind::word ? one.word : no_word);
        marks &= any;
    }
    return marks;
}

void Filter::add_fields(std::vector<FieldId>& fields) const {
    for (const Test& test : tests_)
        if (std::ranges::find(fields, test.field) == fields.end()) fields.push_back(test.field);
}

bool Filter::passes(const Test& test, const Event& event, const Vocabulary& vocabulary) {
    const Field* field = event.find(test.field);
    if (field == nullptr) return test.passes_absent;
    if (test.must_be_absent) return false;
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
    for (const Test& test : tests_)
        if (!passes(test, event, vocabulary)) return false;
    return true;
}

Picker::Picker(const Selection& selection, Vocabulary& vocabulary) {
    for (const Selector& selector : selection) {
        std::vector<EventType> types;
        for (const std::string& name : selector.types) {
            types.push_back(vocabulary.learn_type(name));
            if (!is_one_of(types.back(), types_)) types_.push_back(types.back());
        }
        std::uint64_t mask = 0;
        for (const EventType type : types)
            mask |= bit(type);
        choices_.push_back({std::move(types), mask, Filter{selector.where, vocabulary}});
    }
}

void Picker::add_fields(std::vector<FieldId>& fields) const {
    for (const Choice& choice : choices_)
        choice.filter.add_fields(fields);
}

bool Picker::picks(const Event& event, const Vocabulary& vocabulary) const {
    for (const Choice& choice : choices_)
        if ((choice.mask & bit(event.type)) != 0 && is_one_of(event.type, choice.types) &&
            choice.filter.holds(event, vocabulary))
            return true;
    return false;
}

}  // namespace waymark::server
