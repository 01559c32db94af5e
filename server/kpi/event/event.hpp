#pragma once

#include <optional>
#include <vector>

#include "server/kpi/event/vocabulary.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// FNV-1a: for telling texts apart that nobody names. The same on every machine.
std::uint64_t hash_of(std::string_view text);

/// A field of an event: a number (durations in seconds), a word, a list of words, an instant, true
/// or false; or text that no definition names, as a hash.
struct Field {
    enum class Kind : std::uint8_t { number, word, list, instant, flag, text };
    FieldId id = 0;
    Kind kind = Kind::text;
    union {
        double number;
        std::int64_t micros;  ///< since the epoch
        Word word;            ///< of a word or a list
        bool flag;
        std::uint64_t hash;  ///< of a text
    };

    Field() : number(0) {}
    static Field of_number(FieldId id, double number);
    static Field of_word(FieldId id, Word word);
    static Field of_list(FieldId id, Word list);
    static Field of_instant(FieldId id, Time time);
    static Field of_flag(FieldId id, bool flag);
    static Field of_text(FieldId id, std::string_view text);
    bool operator==(const Field& other) const;
};

/// Something that happened, or the state a subject is in, in numbers.
struct Event {
    EventType type = other_type;
    std::uint8_t feed = 0;  ///< the feed's place in the desk folder
    Time time;
    std::vector<Field> fields;

    bool operator==(const Event&) const = default;

    const Field* find(FieldId id) const;
    std::optional<double> number(FieldId id) const;
    Word word(FieldId id) const;  ///< no_word when absent
    bool flag(FieldId id) const;  ///< false when absent
    std::optional<Time> instant(FieldId id) const;
    /// Replaces the field of that id, or adds it.
    void set(const Field& field);
    /// Adds the field unless there is one of that id.
    void add(const Field& field);
    void drop(FieldId id);
};

/// The record in numbers. Only fields the vocabulary knows are kept: those of the contract's
/// dimensions and derivations, and those that definitions use.
Event compile(const Record& record, std::uint8_t feed, Vocabulary& vocabulary);

}  // namespace waymark::server
