#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "server/feed/queue_log/queue_log_decoder.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class QueueLogTest : public testing::Test {
protected:
    std::vector<Record> decode(const std::vector<std::string>& lines) {
        std::vector<Record> all;
        for (const std::string& line : lines)
            for (Record& record : decoder.decode(line))
                all.push_back(std::move(record));
        return all;
    }
    static std::vector<std::string> told(const std::vector<Record>& records) {
        std::vector<std::string> lines;
        for (const Record& record : records) {
            std::string line = record.type;
            if (record.type == "agent.state")
                line = std::string{record.text("agent")} + " " + std::string{record.text("state")};
            lines.push_back(std::move(line));
        }
        return lines;
    }

    QueueLogDecoder decoder{{}};
};

TEST_F(QueueLogTest, AnAnsweredContactIsToldAsTheLogStatesIt) {
    const auto records = decode({"1795289942|1795289942.0|infra|NONE|ENTERQUEUE||02079460001|1",
                                 "1795289946|1795289942.0|infra|Chloë|CONNECT|4|1795289942.2|4|",
                                 "1795289947|1795289942.0|infra|Chloë|COMPLETECALLER|4|1|1\r"});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "contact.answered",
                                           "Chloë on_contact", "contact.ended", "Chloë ready"));
    EXPECT_EQ(records[0].time, from_epoch_ms(1'795'289'942'000));
    EXPECT_EQ(records[0].text("customer"), "02079460001");
    EXPECT_EQ(records[0].text("contact"), "1795289942.0");
    EXPECT_EQ(records[0].find("agent"), nullptr);
    EXPECT_EQ(records[1].number("wait"), 4.0);
    EXPECT_EQ(records[1].text("agent"), "Chloë");
    EXPECT_EQ(records[1].text("channel"), "phone");
    EXPECT_EQ(records[3].number("talk"), 1.0);
}

TEST_F(QueueLogTest, EachWayOutOfAQueueHasItsOwnPlaceForTheWait) {
    const auto records = decode({"1795289954|1.0|infra|NONE|ABANDON|2|3|4",
                                 "1795289965|2.0|infra|NONE|EXITWITHTIMEOUT|1|1|20",
                                 "1795289966|3.0|infra|NONE|EXITWITHKEY|1|2|3|25",
                                 "1795289967|4.0|infra|NONE|EXITEMPTY|1|1|30"});
    ASSERT_THAT(told(records), ElementsAre("contact.abandoned", "contact.timed_out", "contact.left",
                                           "contact.left"));
    EXPECT_EQ(records[0].number("wait"), 4.0);
    EXPECT_EQ(records[1].number("wait"), 20.0);
    EXPECT_EQ(records[2].number("wait"), 25.0);
    EXPECT_EQ(records[3].number("wait"), 30.0);
}

TEST_F(QueueLogTest, TransfersAreToldBeforeTheEndOfTheTalk) {
    const auto records = decode({"1795289954|1.0|q|Al|BLINDTRANSFER|6100|internal|5|70|1",
                                 "1795289955|2.0|q|Al|ATTENDEDTRANSFER|BRIDGE|ab-cd|5|71|1",
                                 "1795289956|3.0|q|Al|ATTENDEDTRANSFER|LINK|SIP/1|SIP/2|5|72|1|"});
    ASSERT_THAT(told(records), ElementsAre("contact.transferred", "contact.ended", "Al ready",
                                           "contact.transferred", "contact.ended",
                                           "contact.transferred", "contact.ended"));
    EXPECT_EQ(records[0].text("to"), "6100");
    EXPECT_EQ(records[0].fields.at("warm"), FieldValue{false});
    EXPECT_EQ(records[1].number("talk"), 70.0);
    EXPECT_EQ(records[3].fields.at("warm"), FieldValue{true});
    EXPECT_EQ(records[4].number("talk"), 71.0);
    EXPECT_EQ(records[6].number("talk"), 72.0);
}

TEST_F(QueueLogTest, RingingIsStatedInMilliseconds) {
    const auto records = decode({"1795289953|1.0|support|Alice|RINGNOANSWER|8000",
                                 "1795289954|1.0|support|Alice|RINGCANCELED|3500"});
    ASSERT_THAT(told(records), ElementsAre("agent.no_answer", "Alice ready"));
    EXPECT_EQ(records[0].number("ring"), 8.0);
}

TEST_F(QueueLogTest, AgentsAreKnownFromWhatTheyDo) {
    const auto records = decode(
        {"1795289942|MANAGER|support|Dev|ADDMEMBER|", "1795289945|NONE|NONE|Dev|PAUSEALL|Lunch",
         "1795289945|NONE|support|Dev|PAUSE|Lunch", "1795289946|NONE|NONE|Dev|UNPAUSEALL|",
         "1795289946|NONE|support|Dev|UNPAUSE|", "1795289947|NONE|NONE|Eva|PAUSEALL|Wrap-up",
         "1795289947|NONE|support|Eva|PAUSE|Wrap-up",
         "1795289948|MANAGER|support|Dev|REMOVEMEMBER|"});
    ASSERT_THAT(told(records),
                ElementsAre("Dev ready", "Dev away", "Dev ready", "Eva wrap", "Dev offline"));
    EXPECT_EQ(records[1].text("reason"), "Lunch");
    EXPECT_EQ(std::get<std::vector<std::string>>(*records[0].find("queues")),
              std::vector<std::string>{"support"});
}

TEST_F(QueueLogTest, ARestartEndsWhatWasOpenAtTheLastSignOfLife) {
    decode({"1795289940|1.0|q|NONE|ENTERQUEUE|||1", "1795289942|2.0|q|NONE|ENTERQUEUE|||2",
            "1795289944|1.0|q|Al|CONNECT|4|1.1|4|", "1795289950|3.0|q|NONE|ENTERQUEUE|||2",
            "1795289951|3.0|q|NONE|ABANDON|1|1|1"});
    const auto records = decode({"1795300000|NONE|NONE|NONE|QUEUESTART|"});
    ASSERT_THAT(told(records), ElementsAre("contact.ended", "contact.left", "Al offline"));
    EXPECT_EQ(records[0].text("contact"), "1.0");
    EXPECT_EQ(records[0].number("talk"), std::nullopt);
    EXPECT_EQ(records[1].text("contact"), "2.0");
    for (const Record& record : records)
        EXPECT_EQ(record.time, from_epoch_ms(1'795'289'951'000));
    EXPECT_THAT(decode({"1795300001|NONE|NONE|NONE|QUEUESTART|"}), IsEmpty());
}

TEST_F(QueueLogTest, EqualLinesAreEventsOfTheirOwnAndReadingAgainRepeatsThem) {
    const std::vector<std::string> lines{"1795289953|1.0|support|Alice|RINGNOANSWER|0",
                                         "1795289953|1.0|support|Alice|RINGNOANSWER|0",
                                         "1795289954|1.0|support|Alice|RINGNOANSWER|0"};
    const auto records = decode(lines);
    ASSERT_THAT(records, SizeIs(4));
    std::set<std::string> ids;
    for (const Record& record : records)
        ids.insert(record.id);
    EXPECT_THAT(ids, SizeIs(4));
    decoder = QueueLogDecoder{{}};
    EXPECT_EQ(decode(lines), records);
}

TEST_F(QueueLogTest, WhatCannotBeUsedIsCountedByReason) {
    EXPECT_THAT(decode({"", "1795289953|1.0|q|Al", "yesterday|1.0|q|Al|CONNECT|1|2|3",
                        "1795289953|NONE|q|NONE|ABANDON|1|1|1", "1795289953|1.0|q|Al|DANCE|1",
                        "1795289953|1.0|q|Al|" + std::string(9'000, 'x')}),
                IsEmpty());
    const SkipCounts counts = decoder.skipped();
    EXPECT_EQ(counts.at(skip_reason::cut_short), 1u);
    EXPECT_EQ(counts.at(skip_reason::no_time), 1u);
    EXPECT_EQ(counts.at(skip_reason::no_subject), 1u);
    EXPECT_EQ(counts.at(skip_reason::unknown), 1u);
    EXPECT_EQ(counts.at(skip_reason::too_long), 1u);
}

TEST_F(QueueLogTest, LengthsThatAreNoneAreNotStated) {
    const auto records =
        decode({"1795289953|1.0|q|NONE|ABANDON|1|1|-4", "1795289953|2.0|q|NONE|ABANDON|1|1|nan",
                "1795289953|3.0|q|NONE|ABANDON|1"});
    ASSERT_THAT(records, SizeIs(3));
    for (const Record& record : records)
        EXPECT_EQ(record.find("wait"), nullptr);
}

TEST_F(QueueLogTest, OpenContactsAreBounded) {
    for (std::size_t i = 0; i < QueueLogDecoder::most_open + 5; ++i)
        decoder.decode("1795289940|" + std::to_string(i) + ".0|q|NONE|ENTERQUEUE|||1");
    EXPECT_EQ(decoder.skipped().at(skip_reason::too_many), 5u);
    EXPECT_THAT(decode({"1795300000|NONE|NONE|NONE|QUEUESTART|"}),
                SizeIs(QueueLogDecoder::most_open));
}

RC_GTEST_PROP(QueueLog, RecordsOfAnyLinesCanBeKeptAndReadBack,
              (const std::vector<std::string>& lines)) {
    QueueLogDecoder decoder{{}};
    for (const std::string& line : lines) {
        decoder.decode(line);
        for (const std::string verb : {"CONNECT", "PAUSEALL", "BLINDTRANSFER", "QUEUESTART"})
            for (const Record& record :
                 decoder.decode("1795289953|" + line + "|q|" + line + "|" + verb + "|" + line))
                RC_ASSERT(parse_record(write_record(record), Time{}, {}).value() == record);
    }
}

}  // namespace
}  // namespace waymark::server
