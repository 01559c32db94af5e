#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/feed/lines/measurement.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// How the metric and its labels are read off a dotted path:
/// "collectd.*.servicedesk-{queue}.desk_kpi-{metric}". Each part between two dots fits one part of
/// the path; `*` and `{name}` stand for one or more letters, as few as possible.
class PathTemplate {
public:
    /// A text, or an object with `path` and, as far as they are needed, `metric`, `kind` and `ttl`.
    /// Notes what is wrong; what is returned then must not be used.
    static PathTemplate read(const FileNode& node);

    /// What stands for each name, `metric` among them; nothing when the path is another.
    std::optional<Tags> match(std::string_view path) const;

    /// Of what it stands for, the metric's name; the names it is made of are taken off.
    std::string take_metric(Tags& found) const;

    const std::string& kind() const { return kind_; }          ///< of the samples; empty: not said
    const std::optional<double>& ttl() const { return ttl_; }  ///< seconds

private:
    struct Piece {
        bool open = false;  ///< stands for any letters
        std::string text;   ///< else for these; of an open one its name, empty for `*`
    };
    using Pieces = std::vector<Piece>;

    static bool fits(const Pieces& pieces, std::string_view part, Tags& found);
    static std::optional<Pieces> pieces_of(std::string_view text);
    void check_names(const FileNode& path, const FileNode* metric) const;

    std::vector<Pieces> parts_;
    Pieces metric_;
    std::string kind_;
    std::optional<double> ttl_;
};

}  // namespace waymark::server
