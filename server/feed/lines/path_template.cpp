#include "server/feed/lines/path_template.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "server/feed/lines/line_setup.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_path = 300;

/// What `{`...`}` may hold.
bool is_name(std::string_view text) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '_';
    };
    return !text.empty() && std::ranges::all_of(text, fits);
}

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
        parts.push_back(path.substr(0, dot));
        path.remove_prefix(dot + 1);
    }
    parts.push_back(path);
    return parts;
}

}  // namespace

std::optional<PathTemplate::Pieces> PathTemplate::pieces_of(std::string_view text) {
    Pieces pieces;
    while (!text.empty()) {
        const std::size_t special = std::min(text.find_first_of("*{}"), text.size());
        if (special > 0) {
            pieces.push_back({false, std::string{text.substr(0, special)}});
            text.remove_prefix(special);
            continue;
        }
        // Between two open ones there is no telling where the first ends.
        if (!pieces.empty() && pieces.back().open) return std::nullopt;
        std::string_view name;
        if (text.front() == '{') {
            const std::size_t end = text.find('}');
            if (end == std::string_view::npos) return std::nullopt;
            name = text.substr(1, end - 1);
            if (!is_name(name)) return std::nullopt;
            text.remove_prefix(end);
        } else if (text.front() == '}') {
            return std::nullopt;
        }
        pieces.push_back({true, std::string{name}});
        text.remove_prefix(1);
    }
    return pieces.empty() ? std::nullopt : std::optional{std::move(pieces)};
}

bool PathTemplate::fits(const Pieces& pieces, std::string_view part, Tags& found) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (!piece.open) {
            if (!part.starts_with(piece.text)) return false;
            part.remove_prefix(piece.text.size());
            continue;
        }
        std::size_t end = part.size();
        if (i + 1 < pieces.size()) {
            const std::string& next = pieces[i + 1].text;
            const bool last = i + 2 == pieces.size();
            if (last && part.size() < next.size()) return false;
            end = last ? part.size() - next.size() : part.find(next, 1);
        }
        if (end == 0 || end > part.size()) return false;
        if (!piece.text.empty()) found[piece.text] = part.substr(0, end);
        part.remove_prefix(end);
    }
    return part.empty();
}

std::optional<Tags> PathTemplate::match(std::string_view path) const {
    const auto parts = split(path);
    if (parts.size() != parts_.size()) return std::nullopt;
    Tags found;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!fits(parts_[i], parts[i], found)) return std::nullopt;
    return found;
}

std::string PathTemplate::take_metric(Tags& found) const {
    std::string metric;
    for (const Piece& piece : metric_)
        metric += piece.open ? found[piece.text] : piece.text;
    for (const Piece& piece : metric_)
        if (piece.open) found.erase(piece.text);
    return metric;
}

void PathTemplate::check_names(const FileNode& path, const FileNode* metric) const {
    std::set<std::string> names;
    for (const Pieces& part : parts_)
        for (const Piece& piece : part)
            if (piece.open && !piece.text.empty() && !names.insert(piece.text).second)
                path.refuse("has {" + piece.text + "} twice");
    for (const Piece& piece : metric_)
        if (piece.open && !names.contains(piece.text))
            (metric ? *metric : path)
                .refuse(metric ? "has {" + piece.text + "}, which the path has not"
                               : "has no {metric}, and no \"metric\" stands beside it");
}

PathTemplate PathTemplate::read(const FileNode& node) {
    constexpr std::string_view allowed =
        "is no template; allowed are names between dots in which * and {name} stand for letters, "
        "as \"collectd.*.desk-{queue}.kpi-{metric}\"";
    PathTemplate made;
    const auto read_path = [&](const FileNode& path) {
        const std::string text = path.text(longest_path);
        for (const std::string_view part : split(text)) {
            auto pieces = pieces_of(part);
            if (!pieces) return path.refuse(std::string{allowed});
            made.parts_.push_back(std::move(*pieces));
        }
    };
    made.metric_.push_back({true, "metric"});
    if (!node.value().is_object()) {
        read_path(node);
        made.check_names(node, nullptr);
        return made;
    }
    FileObject object{node};
    const auto path = object.need("path");
    if (path) read_path(*path);
    const auto metric = object.find("metric");
    if (metric) {
        auto pieces = pieces_of(metric->text(longest_path));
        if (!pieces) metric->refuse("is no metric's name; allowed are letters and {name}");
        made.metric_ = std::move(pieces).value_or(Pieces{});
    }
    if (path) made.check_names(*path, metric ? &*metric : nullptr);
    if (const auto kind = object.find("kind")) made.kind_ = kind->word(sample_kinds());
    if (const auto ttl = object.find("ttl")) made.ttl_ = read_ttl(*ttl);
    object.finish();
    return made;
}

}  // namespace waymark::server
