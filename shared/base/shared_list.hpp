#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace waymark {

/// A list whose copies share their elements until one of them is changed: what stays the same from
/// one frame to the next is neither copied nor compared element by element.
template <class T>
class SharedList {
public:
    using value_type = T;
    using const_iterator = const T*;

    SharedList() = default;
    SharedList(std::initializer_list<T> elements) : SharedList(std::vector<T>(elements)) {}
    explicit SharedList(std::vector<T> elements)
        : elements_(std::make_shared<std::vector<T>>(std::move(elements))) {}

    bool empty() const { return size() == 0; }
    std::size_t size() const { return elements_ ? elements_->size() : 0; }
    const T* begin() const { return elements_ ? elements_->data() : nullptr; }
    const T* end() const { return begin() + size(); }
    const T& operator[](std::size_t at) const { return (*elements_)[at]; }
    const T& front() const { return elements_->front(); }
    const T& back() const { return elements_->back(); }

    /// To be changed; the copies stay as they are.
    std::vector<T>& edit() {
        if (!elements_)
            elements_ = std::make_shared<std::vector<T>>();
        else if (elements_.use_count() > 1)
            elements_ = std::make_shared<std::vector<T>>(*elements_);
        return *elements_;
    }
    template <class... Arguments>
    T& emplace_back(Arguments&&... arguments) {
        return edit().emplace_back(std::forward<Arguments>(arguments)...);
    }
    void push_back(T element) { edit().push_back(std::move(element)); }

    bool operator==(const SharedList& other) const {
        if (elements_ == other.elements_) return true;
        if (empty() || other.empty()) return empty() == other.empty();
        return *elements_ == *other.elements_;
    }

private:
    std::shared_ptr<std::vector<T>> elements_;
};

}  // namespace waymark
