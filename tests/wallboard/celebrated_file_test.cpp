#include "wallboard/link/celebrated_file.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include "tests/support/scratch.hpp"

namespace waymark::wallboard {
namespace {

using testing::HasSubstr;

class CelebratedFile : public testing::Test {
protected:
    test::Scratch scratch_;
    std::ostringstream said_;
    Log log_ = std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(said_));
    const std::filesystem::path file_ = scratch_.path() / "state" / "celebrated.json";
    const Celebrated some_{{"a", from_epoch_ms(5)},
                           {"b \"quoted\"", from_epoch_ms(1'700'000'000'000)}};
};

TEST_F(CelebratedFile, GivesBackWhatItKept) {
    keep_celebrated(file_, some_, log_);
    EXPECT_EQ(load_celebrated(file_, log_), some_);
    keep_celebrated(file_, {}, log_);
    EXPECT_EQ(load_celebrated(file_, log_), Celebrated{}) << "nothing celebrated is known too";
    EXPECT_EQ(said_.str(), "");
}

TEST_F(CelebratedFile, WithoutAFileNothingIsKnown) {
    EXPECT_EQ(load_celebrated(file_, log_), std::nullopt);
    EXPECT_EQ(said_.str(), "");
}

TEST_F(CelebratedFile, ADamagedOneIsSaidAndAsGoodAsNone) {
    for (const std::string text :
         {"", "{", "[]", "{}", R"({"celebrated":[]})", R"({"celebrated":{"a":"yesterday"}})",
          R"({"celebrated":{"a":-1}})", R"({"celebrated":{"a":1e300}})",
          R"({"celebrated":{"a":999999999999999999}})", R"({"celebrated":{"a":1,"a":2}})"}) {
        std::ofstream{scratch_.path() / "file"} << text;
        said_.str("");
        EXPECT_EQ(load_celebrated(scratch_.path() / "file", log_), std::nullopt) << text;
        EXPECT_THAT(said_.str(), HasSubstr("is ignored")) << text;
    }
}

TEST_F(CelebratedFile, ADiskThatFailsIsSaid) {
    std::ofstream{scratch_.path() / "state"} << "a file where the folder should be";
    keep_celebrated(file_, some_, log_);
    EXPECT_THAT(said_.str(), HasSubstr("is not kept"));
}

}  // namespace
}  // namespace waymark::wallboard
