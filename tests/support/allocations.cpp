#include "tests/support/allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::uint64_t> counted = 0;

void* counted_memory_or_none(std::size_t size) {
    ++counted;
    return std::malloc(size == 0 ? 1 : size);
}

void* counted_memory(std::size_t size) {
    if (void* memory = counted_memory_or_none(size)) return memory;
    throw std::bad_alloc{};
}

}  // namespace

void* operator new(std::size_t size) {
    return counted_memory(size);
}
void* operator new[](std::size_t size) {
    return counted_memory(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return counted_memory_or_none(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return counted_memory_or_none(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace waymark::test {

std::uint64_t allocations() {
    return counted;
}

void count_allocation() {
    ++counted;
}

}  // namespace waymark::test
