#include "server/feed/ami/ami_reader.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "server/feed/ami/ami_decoder.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(AmiReader, TakesTheFormsOfRealSessionsInAnyPieces) {
    const std::string text =
        "Asterisk Call Manager/9.0.0\r\n"
        "Response: Success\r\nActionID: a:1\r\nMessage: ok\r\n\r\n"
        "Event: X\nAccountCode: \r\nVariable: a=1\r\nvariable: b=2\r\nNote:  two\r\n\r\n\r\n"
        "no field\r\nAction: Ping\r\n\r\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, text.size()}) {
        AmiReader reader;
        std::vector<AmiMessage> messages;
        for (std::size_t i = 0; i < text.size(); i += piece)
            for (AmiMessage& message : reader.read(std::string_view{text}.substr(i, piece)))
                messages.push_back(std::move(message));
        ASSERT_THAT(messages, SizeIs(4));
        EXPECT_EQ(messages[0].kind, AmiMessage::Kind::banner);
        EXPECT_EQ(messages[0].name, "9.0.0");
        EXPECT_EQ(messages[1].kind, AmiMessage::Kind::response);
        EXPECT_EQ(messages[1].text("actionid"), "a:1");
        EXPECT_EQ(messages[2].kind, AmiMessage::Kind::event);
        EXPECT_EQ(messages[2].name, "X");
        EXPECT_EQ(messages[2].text("AccountCode"), "");
        EXPECT_EQ(messages[2].text("Note"), " two");
        EXPECT_THAT(messages[2].all("Variable"), ElementsAre("a=1", "b=2"));
        EXPECT_EQ(messages[3].kind, AmiMessage::Kind::other);
        EXPECT_EQ(reader.skipped().at(skip_reason::no_field), 1u);
    }
}

TEST(AmiReader, SkipsWhatIsTooLongAndGoesOn) {
    AmiReader reader;
    const std::string line(AmiReader::most_line_octets + 1, 'x');
    std::string many;
    for (std::size_t i = 0; i <= AmiReader::most_fields; ++i)
        many += "k: v\r\n";
    std::string big;
    for (int i = 0; i < 10; ++i)
        big += "k: " + line.substr(0, 8'000) + "\r\n";
    for (const std::string& bad : {"Event: X\r\nlong: " + line + "\r\n", many, big}) {
        EXPECT_THAT(reader.read(bad + "\r\n"), IsEmpty());
        EXPECT_THAT(reader.read("Event: Y\r\n\r\n"), SizeIs(1));
    }
    EXPECT_EQ(reader.skipped().at(skip_reason::too_long), 3u);
    reader.read("Event: Z\r\n");
    reader.end();
    EXPECT_EQ(reader.skipped().at(skip_reason::cut_short), 1u);
    EXPECT_THAT(reader.read("Event: Y\r\n\r\n"), SizeIs(1));
}

RC_GTEST_PROP(AmiReader, NothingThatCanBeReadMakesItFail,
              (const std::vector<std::string>& pieces)) {
    AmiReader reader;
    AmiDecoder decoder{{}};
    for (const std::string& piece : pieces)
        for (const AmiMessage& message : reader.read(piece + "\r\n"))
            decoder.decode(message);
    reader.end();
    decoder.flush();
}

}  // namespace
}  // namespace waymark::server
