#pragma once

#include <algorithm>
#include <functional>
#include <map>

#include "server/kpi/meter/meter.hpp"

namespace waymark::server {

/// The dimensions a KPI is split by, and a series of something for all and for each of their
/// values. Beyond `most_slices` values are not told apart: they share the slice of no_word.
template <class Series>
class Slices {
public:
    static constexpr std::size_t most_slices = 500;

    /// `make` makes the series of a new slice.
    Slices(std::vector<FieldId> by, std::function<Series()> make)
        : by_(std::move(by)), make_(std::move(make)), numbered_(by_.size()) {
        all_ = &series_.emplace(SliceKey{}, make_()).first->second;
    }

    /// Calls `use` with the series of all, then with that of each slice the event belongs to.
    void for_each(const Event& event, const Vocabulary& vocabulary, auto use) {
        use(*all_);
        for (std::size_t place = 0; place < by_.size(); ++place) {
            const Field* found = event.find(by_[place]);
            if (found == nullptr) continue;
            if (found->kind == Field::Kind::word)
                use(of(place, found->word));
            else if (found->kind == Field::Kind::list)
                for (const Word word : vocabulary.list(found->word))
                    use(of(place, word));
        }
    }

    /// The series of a slice, made when it is new.
    Series& of(SliceKey key) {
        if (const auto known = series_.find(key); known != series_.end()) return known->second;
        if (series_.size() > most_slices) key.word = no_word;
        const auto [made, is_new] = series_.try_emplace(key, make_());
        if (is_new) keys_.insert(std::ranges::upper_bound(keys_, key), key);
        return made->second;
    }
    /// Null when there is no such slice.
    const Series* find(SliceKey key) const {
        if (key == SliceKey{}) return all_;
        for (std::size_t place = 0; place < by_.size(); ++place)
            if (by_[place] == key.field && key.word < numbered_[place].size())
                if (const Series* known = numbered_[place][key.word]) return known;
        const auto known = series_.find(key);
        return known == series_.end() ? nullptr : &known->second;
    }
    /// All but the slice of all, in order.
    const std::vector<SliceKey>& keys() const { return keys_; }
    auto begin() { return series_.begin(); }
    auto end() { return series_.end(); }

private:
    Series& of(std::size_t place, Word word) {
        auto& known = numbered_[place];
        if (word >= known.size()) known.resize(std::size_t{word} + 1);
        if (known[word] == nullptr) known[word] = &of({by_[place], word});
        return *known[word];
    }

    std::vector<FieldId> by_;
    std::function<Series()> make_;
    std::vector<std::vector<Series*>> numbered_;  ///< by place in `by_` and word; looked up already
    std::map<SliceKey, Series> series_;           ///< all comes first
    Series* all_;
    std::vector<SliceKey> keys_;
};

/// The dimensions by number.
std::vector<FieldId> fields_of(const std::vector<std::string>& names, Vocabulary& vocabulary);

/// The name a slice's rows are kept under: "" for all, "queue=servicedesk".
std::string slice_name(SliceKey key, const Vocabulary& vocabulary);
/// The slice of that name.
SliceKey slice_named(std::string_view name, Vocabulary& vocabulary);

}  // namespace waymark::server
