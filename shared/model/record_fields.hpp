#pragma once

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace waymark {

/// JSON text of a value that is neither a scalar nor a list of texts; kept, not computed with.
struct RawJson {
    std::string text;
    bool operator==(const RawJson&) const = default;
};

/// What a field of a record may hold. Durations are seconds, ratios fractions 0..1.
using FieldValue = std::variant<bool, double, std::string, std::vector<std::string>, RawJson>;

/// A record's fields in order of their names: a map whose few entries stand side by side in memory.
/// A change makes iterators and references invalid.
class RecordFields {
public:
    using Field = std::pair<std::string, FieldValue>;
    using const_iterator = std::vector<Field>::const_iterator;

    RecordFields() = default;
    RecordFields(std::initializer_list<Field> fields) {
        for (const Field& field : fields)
            emplace(field.first, field.second);
    }

    const_iterator begin() const { return fields_.begin(); }
    const_iterator end() const { return fields_.end(); }
    std::size_t size() const { return fields_.size(); }
    bool empty() const { return fields_.empty(); }
    bool operator==(const RecordFields&) const = default;

    const_iterator find(std::string_view name) const {
        return std::ranges::find(fields_, name, &Field::first);
    }
    bool contains(std::string_view name) const { return find(name) != end(); }
    /// Throws std::out_of_range when there is none of that name.
    const FieldValue& at(std::string_view name) const {
        const auto found = find(name);
        if (found == end()) throw std::out_of_range{std::string{name}};
        return found->second;
    }

    /// The field of that name, made when there is none.
    FieldValue& operator[](std::string_view name) { return place_for(name)->second; }
    void insert_or_assign(std::string_view name, FieldValue value) {
        place_for(name)->second = std::move(value);
    }
    /// Unless there is one of that name.
    void emplace(std::string_view name, FieldValue value) {
        const auto at = place_of(name);
        if (at == end() || at->first != name) fields_.emplace(at, name, std::move(value));
    }
    /// Makes room for so many, so that adding them takes no more memory.
    void reserve(std::size_t fields) { fields_.reserve(fields); }
    void erase(std::string_view name) {
        if (const auto found = find(name); found != end()) fields_.erase(found);
    }

private:
    // There are few, and most come in order.
    const_iterator place_of(std::string_view name) const {
        auto at = fields_.end();
        while (at != fields_.begin() && std::prev(at)->first >= name)
            --at;
        return at;
    }
    std::vector<Field>::iterator place_for(std::string_view name) {
        const auto at = place_of(name);
        if (at == end() || at->first != name) return fields_.emplace(at, name, FieldValue{});
        return fields_.begin() + (at - fields_.begin());
    }

    std::vector<Field> fields_;
};

}  // namespace waymark
