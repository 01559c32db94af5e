#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/record.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::server {

/// How a body is written: one JSON value (a record or an array of them), or one record a line.
enum class BodyForm { json, ndjson };

/// What a body was found to hold.
struct IntakeBatch {
    std::vector<Record> records;
    std::vector<Rejection> rejected;
    std::uint64_t from_the_future = 0;  ///< records stored with their time of receipt
    std::uint64_t unknown_types = 0;
};

/// Turns the body of a feed's message into records, or says where and why not. No state but the
/// limits; any thread.
class Intake {
public:
    /// `salt` goes into the hash that replaces `customer`; events older than `accept_late` are
    /// rejected.
    Intake(std::string salt, Duration accept_late);

    /// An Error means that no records could be made out at all (not JSON, over a limit).
    Result<IntakeBatch> read(std::string_view body, BodyForm form, Time now) const;

private:
    void take(const std::string& at, Result<Record> read, Time now, IntakeBatch& batch) const;

    std::string salt_;
    Duration accept_late_;
};

}  // namespace waymark::server
