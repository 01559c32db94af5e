#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"

namespace waymark {

/// Something that happened beside the numbers and may explain them: a mark on the time axis.
struct Annotation {
    enum class Kind { incident, release, change, note };

    std::string id;  ///< unique within its feed
    FeedId feed;     ///< through which it was told
    Kind kind = Kind::note;
    Time time;
    std::optional<Time> until;  ///< it lasted; not before `time`
    std::string text;           ///< 1 to 80 characters, none of them a control character
    std::string queue;          ///< it concerns that queue only; empty: the whole desk

    bool operator==(const Annotation&) const = default;
};

/// The word on the wire and in records ("incident").
std::string_view name_of(Annotation::Kind kind);
std::optional<Annotation::Kind> annotation_kind_named(std::string_view name);

}  // namespace waymark
