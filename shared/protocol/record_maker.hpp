#pragma once

#include <optional>
#include <string>

#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark {

/// Makes a record of its members, in whatever order, and looks whether it can be kept. The first
/// error is the one that is told.
class RecordMaker final : public MemberTaker {
public:
    RecordMaker(Time received, const RecordLimits& limits);

    void take(std::string_view name, std::string text) override;
    void take(std::string_view name, const nlohmann::json& value) override;
    /// Its time, from 1970 to 2199.
    void take(Time time);
    void fail(Error error);

    /// The record, once.
    Result<Record> finish();

private:
    /// False: there is something wrong already.
    bool begin(std::string_view name);
    void put(std::string_view name, std::string text);

    const RecordLimits& limits_;
    Record record_;
    std::size_t fields_ = 0;  ///< beside type, id and time
    std::optional<Error> error_;
};

/// A field's place in its record, as a JSON pointer.
std::string pointer_to(std::string_view field);

/// A record's time as its line has it: epoch milliseconds, or text where microseconds are to be
/// kept.
nlohmann::json time_json(Time time);

}  // namespace waymark
