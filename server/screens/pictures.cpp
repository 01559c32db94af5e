#include "server/screens/pictures.hpp"

#include <vector>

#include "shared/base/base64.hpp"

namespace waymark::server {
namespace {

constexpr std::string_view png_mark = "\x89PNG\r\n\x1a\n";
constexpr std::size_t longest_problem = 200;  // octets of a peer's words

}  // namespace

std::optional<std::uint64_t> Pictures::expect(ConnectionNumber from, SteadyTime now, Done done) {
    if (expected_.size() >= most) return std::nullopt;
    expected_[++last_] = {from, now + longest_wait, {}, std::move(done)};
    return last_;
}

void Pictures::take(ConnectionNumber from, const PicturePart& part) {
    const auto found = expected_.find(part.id);
    if (found == expected_.end() || found->second.from != from) return;
    std::string& png = found->second.png;
    if (!part.problem.empty())
        return finish(part.id, failure("", "the screen has no picture: " +
                                               part.problem.substr(0, longest_problem)));
    const auto octets = from_base64(part.data);
    if (!octets) return finish(part.id, failure("", "the screen sent what is no base64"));
    if (png.size() + octets->size() > largest_picture)
        return finish(part.id, failure("", "the picture is larger than 16 MiB"));
    png += *octets;
    if (!part.last) return;
    if (!png.starts_with(png_mark))
        return finish(part.id, failure("", "the screen sent what is no PNG file"));
    finish(part.id, std::move(png));
}

void Pictures::leave(ConnectionNumber from) {
    std::vector<std::uint64_t> lost;
    for (const auto& [id, expected] : expected_)
        if (expected.from == from) lost.push_back(id);
    for (const std::uint64_t id : lost)
        give_up(id, "the screen went away before its picture came");
}

void Pictures::give_up(std::uint64_t id, const std::string& why) {
    finish(id, failure("", why));
}

void Pictures::check(SteadyTime now) {
    std::vector<std::uint64_t> late;
    for (const auto& [id, expected] : expected_)
        if (expected.by <= now) late.push_back(id);
    for (const std::uint64_t id : late)
        give_up(id, "the screen sent no picture within 20 s");
}

void Pictures::finish(std::uint64_t id, Result<std::string> outcome) {
    const auto found = expected_.find(id);
    if (found == expected_.end()) return;
    const Done done = std::move(found->second.done);
    expected_.erase(found);
    done(std::move(outcome));
}

}  // namespace waymark::server
