#include "server/kpi/event/event.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

bool is_instant(FieldId id) {
    return id == field::since || id == field::began || id == field::promise || id == field::due ||
           id == field::response_due || id == field::resolution_due;
}

/// What is compared with nothing else than itself: kept as a hash, learnt by no vocabulary.
bool is_anonymous(FieldId id) {
    return id == field::customer;
}

struct Compiler {
    FieldId id;
    Vocabulary& vocabulary;

    std::optional<Field> operator()(bool flag) const { return Field::of_flag(id, flag); }
    std::optional<Field> operator()(double number) const {
        if (is_instant(id)) return Field::of_instant(id, from_epoch_ms(std::llround(number)));
        return Field::of_number(id, number);
    }
    std::optional<Field> operator()(const std::string& text) const {
        if (is_instant(id)) {
            const auto time = from_rfc3339(text);
            return time ? std::optional{Field::of_instant(id, *time)} : std::nullopt;
        }
        if (text.empty()) return std::nullopt;
        if (is_anonymous(id)) return Field::of_text(id, text);
        const bool may_learn =
            id <= field::agent || id == field::metric || id == field::kpi || id == field::period;
        const Word word = may_learn ? vocabulary.learn(text) : vocabulary.find(text);
        return word == no_word ? Field::of_text(id, text) : Field::of_word(id, word);
    }
    std::optional<Field> operator()(const std::vector<std::string>& texts) const {
        const Word list = vocabulary.learn_list(texts);
        return Field::of_list(id, list);
    }
    std::optional<Field> operator()(const RawJson& raw) const {
        return Field::of_text(id, raw.text);
    }
};

}  // namespace

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : text) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 1099511628211U;
    }
    return hash;
}

Field Field::of_number(FieldId id, double number) {
    Field field;
    field.id = id;
    field.kind = Kind::number;
    field.number = number;
    return field;
}
Field Field::of_word(FieldId id, Word word) {
    Field field;
    field.id = id;
    field.kind = Kind::word;
    field.word = word;
    return field;
}
Field Field::of_list(FieldId id, Word list) {
    Field field = of_word(id, list);
    field.kind = Kind::list;
    return field;
}
Field Field::of_instant(FieldId id, Time time) {
    Field field;
    field.id = id;
    field.kind = Kind::instant;
    field.micros = to_epoch_us(time);
    return field;
}
Field Field::of_flag(FieldId id, bool flag) {
    Field field;
    field.id = id;
    field.kind = Kind::flag;
    field.flag = flag;
    return field;
}
Field Field::of_text(FieldId id, std::string_view text) {
    Field field;
    field.id = id;
    field.kind = Kind::text;
    field.hash = hash_of(text);
    return field;
}

std::optional<double> Event::number(FieldId id) const {
    const Field* found = find(id);
    return found && found->kind == Field::Kind::number ? std::optional{found->number}
                                                       : std::nullopt;
}
Word Event::word(FieldId id) const {
    const Field* found = find(id);
    return found && found->kind == Field::Kind::word ? found->word : no_word;
}
bool Event::flag(FieldId id) const {
    const Field* found = find(id);
    return found && found->kind == Field::Kind::flag && found->flag;
}
std::optional<Time> Event::instant(FieldId id) const {
    const Field* found = find(id);
    return found && found->kind == Field::Kind::instant
               ? std::optional{from_epoch_us(found->micros)}
               : std::nullopt;
}

void Event::set(const Field& field) {
    if (Field* held = fields.find(field.id))
        *held = field;
    else
        fields.push_back(field);
}
void Event::add(const Field& field) {
    if (find(field.id) == nullptr) fields.push_back(field);
}
void Event::drop(FieldId id) {
    if (find(id) == nullptr) return;
    fields.erase_if([&](const Field& field) { return field.id == id; });
}

Event compile(const Record& record, std::uint8_t feed, Vocabulary& vocabulary) {
    Event event{vocabulary.find_type(record.type), feed, record.time, {}};
    for (const auto& [name, value] : record.fields) {
        FieldId id = 0;
        if (!vocabulary.find_field(name, id)) continue;
        if (const auto field = std::visit(Compiler{id, vocabulary}, value))
            event.fields.push_back(*field);
    }
    return event;
}

}  // namespace waymark::server
