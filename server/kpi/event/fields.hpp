#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include "server/kpi/event/field.hpp"
#include "server/kpi/event/word.hpp"
#include "shared/model/time.hpp"

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
    bool operator==(const Field& other) const {
        if (id != other.id || kind != other.kind) return false;
        switch (kind) {
            case Kind::number:
                return number == other.number;
            case Kind::word:
            case Kind::list:
                return word == other.word;
            case Kind::instant:
                return micros == other.micros;
            case Kind::flag:
                return flag == other.flag;
            case Kind::text:
                break;
        }
        return hash == other.hash;
    }
};

/// The fields of an event, in the order they were added. They are copied all the time and looked
/// up even more, mostly in vain: `most_inside` of them need no memory of their own, and a mask says
/// that a field is not there.
class Fields {
public:
    static constexpr std::size_t most_inside = 10;

    Fields() : outside_(nullptr) {}
    Fields(const Fields& other) : Fields() { append(other); }
    Fields(Fields&& other) noexcept : Fields() { take(other); }
    ~Fields() { release(); }
    Fields& operator=(const Fields& other) {
        if (this == &other) return *this;
        clear();
        append(other);
        return *this;
    }
    Fields& operator=(Fields&& other) noexcept {
        if (this == &other) return *this;
        release();
        take(other);
        return *this;
    }

    Field* begin() { return is_inside() ? inside_ : outside_; }
    Field* end() { return begin() + size_; }
    const Field* begin() const { return is_inside() ? inside_ : outside_; }
    const Field* end() const { return begin() + size_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// Null when there is none of that id.
    const Field* find(FieldId id) const {
        if ((mask_ & bit(id)) == 0) return nullptr;
        for (const Field& field : *this)
            if (field.id == id) return &field;
        return nullptr;
    }
    Field* find(FieldId id) { return const_cast<Field*>(std::as_const(*this).find(id)); }

    void push_back(const Field& field) {
        const Field added = field;  // it may be one of ours
        if (size_ == room_) grow(2 * std::size_t{room_});
        std::construct_at(end(), added);
        ++size_;
        mask_ |= bit(added.id);
    }
    void clear() {
        size_ = 0;
        mask_ = 0;
    }
    /// How many went.
    std::size_t erase_if(auto goes) {
        const std::size_t before = size_;
        size_ = static_cast<std::uint16_t>(std::remove_if(begin(), end(), goes) - begin());
        mask_ = 0;
        for (const Field& field : *this)
            mask_ |= bit(field.id);
        return before - size_;
    }

    bool operator==(const Fields& other) const {
        return mask_ == other.mask_ && std::ranges::equal(*this, other);
    }

private:
    static_assert(std::is_trivially_copyable_v<Field>);

    static std::uint64_t bit(FieldId id) { return std::uint64_t{1} << (id % 64); }
    bool is_inside() const { return room_ == most_inside; }

    void grow(std::size_t room) {
        auto* wider = std::allocator<Field>{}.allocate(room);
        std::memcpy(static_cast<void*>(wider), begin(), size_ * sizeof(Field));
        free_outside();
        outside_ = wider;
        room_ = static_cast<std::uint16_t>(room);
    }
    /// Onto nothing.
    void append(const Fields& other) {
        if (other.size_ > room_) grow(other.size_);
        std::memcpy(static_cast<void*>(begin()), other.begin(), other.size_ * sizeof(Field));
        size_ = other.size_;
        mask_ = other.mask_;
    }
    /// Into the state after `release`.
    void take(Fields& other) {
        if (other.is_inside()) return append(other);
        outside_ = std::exchange(other.outside_, nullptr);
        room_ = std::exchange(other.room_, most_inside);
        size_ = std::exchange(other.size_, std::uint16_t{0});
        mask_ = std::exchange(other.mask_, 0);
    }
    void free_outside() {
        if (!is_inside()) std::allocator<Field>{}.deallocate(outside_, room_);
    }
    void release() {
        free_outside();
        room_ = most_inside;
        clear();
    }

    std::uint64_t mask_ = 0;
    std::uint16_t size_ = 0;
    std::uint16_t room_ = most_inside;
    union {
        Field inside_[most_inside];
        Field* outside_;
    };
};

}  // namespace waymark::server
