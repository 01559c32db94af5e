#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/kpi/event/by_text.hpp"
#include "server/kpi/event/field.hpp"
#include "server/kpi/event/word.hpp"

namespace waymark::server {

/// Numbers for the texts a desk's records are full of, so that they are compared as numbers. Types,
/// fields and words of definitions are learnt when the desk folder is read; values of dimensions
/// and agents when they come, up to `most_words`. Server thread only.
class Vocabulary {
public:
    Vocabulary();

    static constexpr std::size_t most_words = 20'000;

    /// Learns a text; no_word when `most_words` are known already.
    Word learn(std::string_view text);
    /// The number of a text, or no_word.
    Word find(std::string_view text) const;
    /// The text of a word; of no_word "(other)".
    const std::string& text(Word word) const { return texts_[word]; }

    /// A list of words (an agent's queues), known by number like a word.
    Word learn_list(std::span<const std::string> texts);
    std::span<const Word> list(Word list) const { return lists_[list]; }

    EventType learn_type(std::string_view name);
    EventType find_type(std::string_view name) const;
    std::string_view type_name(EventType type) const { return type_names_[type]; }
    std::size_t types() const { return type_names_.size(); }

    FieldId learn_field(std::string_view name);
    /// True when the name is known.
    bool find_field(std::string_view name, FieldId& id) const;
    std::string_view field_name(FieldId id) const { return field_names_[id]; }

private:
    ByText<Word> words_;
    std::deque<std::string> texts_;  ///< by word; they stay where they are
    ByText<Word> list_numbers_;
    std::string list_key_;  ///< of the list at hand
    std::vector<std::vector<Word>> lists_;
    ByText<EventType> types_;
    std::vector<std::string> type_names_;
    ByText<FieldId> fields_;
    std::vector<std::string> field_names_;
};

}  // namespace waymark::server
