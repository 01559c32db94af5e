#include <gtest/gtest.h>

#include "shared/protocol/message.hpp"

namespace waymark {
namespace {

std::string problem_of(const std::string& tick_time) {
    const auto message = decode_server_message(R"({"type":"tick","time":)" + tick_time + "}");
    return message ? "" : message.error().what;
}

TEST(WireTime, IsWholeEpochMillisecondsOfTheYears1970To2199) {
    EXPECT_EQ(problem_of("0"), "");
    EXPECT_EQ(problem_of("7258118399999"), "");
    for (const char* bad : {"-1", "7258118400000", "9223372036854775807", "-9223372036854775808",
                            "18446744073709551615", "1e300", "1774857600000.5"})
        EXPECT_NE(problem_of(bad).find("is not a time in epoch milliseconds"), std::string::npos)
            << bad << ": " << problem_of(bad);
}

}  // namespace
}  // namespace waymark
