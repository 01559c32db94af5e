#pragma once

#include "shared/base/result.hpp"
#include "shared/model/annotation.hpp"
#include "shared/model/record.hpp"

namespace waymark {

/// An annotation is over for good so long after it began.
inline constexpr std::chrono::days longest_annotation{35};

/// The annotation that a record of type `annotation.added` tells of, through `feed`. An error's
/// `where` is a JSON pointer within the record.
Result<Annotation> read_annotation(const FeedId& feed, const Record& record);

}  // namespace waymark
