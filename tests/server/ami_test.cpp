#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "server/feed/ami/ami_decoder.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Ten seconds after a full hour, and a bit.
std::string at(double seconds) {
    const auto micros = static_cast<std::int64_t>(seconds * 1e6 + 0.5);
    std::string fraction = std::to_string(1'000'000 + micros % 1'000'000).substr(1);
    return std::to_string(1'774'854'000 + micros / 1'000'000) + "." + fraction;
}

AmiMessage event(std::string name, double seconds, Fields fields) {
    fields.insert(fields.begin(), {{"Event", name}, {"Timestamp", at(seconds)}});
    return {AmiMessage::Kind::event, std::move(name), std::move(fields)};
}

AmiMessage about(std::string name, double seconds, std::string contact, Fields more) {
    more.insert(more.begin(), {{"Uniqueid", std::move(contact)}, {"Queue", "sales"}});
    return event(std::move(name), seconds, std::move(more));
}

AmiMessage join(double seconds, std::string contact) {
    return about("QueueCallerJoin", seconds, std::move(contact), {{"CallerIDNum", "02079460949"}});
}
AmiMessage leave(double seconds, std::string contact) {
    return about("QueueCallerLeave", seconds, std::move(contact), {});
}
AmiMessage abandon(double seconds, std::string contact) {
    return about("QueueCallerAbandon", seconds, std::move(contact), {{"HoldTime", "7"}});
}
AmiMessage of_agent(std::string name, double seconds, std::string contact, Fields more) {
    more.emplace_back("MemberName", "Alice");
    return about(std::move(name), seconds, std::move(contact), std::move(more));
}
AmiMessage member(std::string name, double seconds, std::string queue, Fields more) {
    more.insert(more.begin(), {{"MemberName", "Alice"}, {"Queue", std::move(queue)}});
    return event(std::move(name), seconds, std::move(more));
}
AmiMessage paused(double seconds, std::string queue, std::string reason) {
    return member("QueueMemberPause", seconds, std::move(queue),
                  {{"Paused", reason.empty() ? "0" : "1"}, {"PausedReason", reason}});
}

class AmiTest : public testing::Test {
protected:
    std::vector<Record> decode(const std::vector<AmiMessage>& messages) {
        std::vector<Record> all;
        for (const AmiMessage& message : messages)
            for (Record& record : decoder->decode(message))
                all.push_back(std::move(record));
        return all;
    }
    std::vector<Record> decode_all(const std::vector<AmiMessage>& messages) {
        auto all = decode(messages);
        for (Record& record : decoder->flush())
            all.push_back(std::move(record));
        return all;
    }
    /// The types of contacts' records; of agents' "state" or "state reason".
    static std::vector<std::string> told(const std::vector<Record>& records) {
        std::vector<std::string> lines;
        for (const Record& record : records) {
            std::string line = record.type;
            if (record.type == "agent.state") {
                line = record.text("state");
                if (!record.text("reason").empty())
                    line += " " + std::string{record.text("reason")};
            }
            lines.push_back(std::move(line));
        }
        return lines;
    }

    std::optional<AmiDecoder> decoder{AmiDecoder::Options{.max_wait = std::chrono::seconds{180}}};
};

TEST_F(AmiTest, AnAnsweredContactIsToldToTheMicrosecond) {
    const auto records = decode_all(
        {join(10.000001, "1.0"), leave(13.5, "1.0"),
         of_agent("AgentConnect", 13.50002, "1.0", {{"HoldTime", "4"}, {"RingTime", "2"}}),
         of_agent("AgentComplete", 60.25, "1.0",
                  {{"HoldTime", "4"}, {"TalkTime", "47"}, {"Reason", "caller"}})});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "contact.answered", "on_contact",
                                           "contact.ended", "ready"));
    EXPECT_EQ(records[0].time, from_epoch_us(1'774'854'010'000'001));
    EXPECT_EQ(records[0].text("customer"), "02079460949");
    EXPECT_EQ(records[0].text("queue"), "sales");
    EXPECT_EQ(records[0].text("channel"), "phone");
    EXPECT_EQ(records[0].id, "1.0/contact.offered/1774854010000001");
    EXPECT_EQ(records[1].time, from_epoch_us(1'774'854'013'500'000));
    EXPECT_EQ(records[1].text("agent"), "Alice");
    EXPECT_THAT(records[1].number("wait"), Optional(DoubleNear(3.499999, 1e-9)));
    EXPECT_EQ(records[2].time, records[1].time);
    EXPECT_THAT(records[3].number("talk"), Optional(DoubleNear(46.75, 1e-9)));
    EXPECT_TRUE(decoder->skipped().empty());
}

TEST_F(AmiTest, AHiddenNumberIsNoCustomer) {
    auto message = join(10, "1.0");
    for (const std::string hidden : {"anonymous", "<unknown>", "", "12", "020 7946"}) {
        message.fields.back().second = hidden;
        message.fields[2].second += "x";
        EXPECT_EQ(decode({message}).at(0).find("customer"), nullptr) << hidden;
    }
}

TEST_F(AmiTest, AnAbandonAfterTheLongestWaitIsATimeOut) {
    const auto records =
        decode_all({join(0, "1.0"), join(0, "2.0"), join(5, "3.0"), abandon(179.9985, "1.0"),
                    leave(179.99856, "1.0"), abandon(179.9995, "2.0"), leave(180.1, "2.0"),
                    abandon(185.001, "3.0"), leave(185.0011, "3.0")});
    ASSERT_THAT(told(records),
                ElementsAre("contact.offered", "contact.offered", "contact.offered",
                            "contact.abandoned", "contact.timed_out", "contact.timed_out"));
    EXPECT_THAT(records[3].number("wait"), Optional(DoubleNear(179.9985, 1e-9)));
    EXPECT_THAT(records[4].number("wait"), Optional(DoubleNear(179.9995, 1e-9)));
}

TEST_F(AmiTest, WithoutALongestWaitEveryAbandonIsOne) {
    decoder.emplace(AmiDecoder::Options{});
    EXPECT_THAT(told(decode_all({join(0, "1.0"), abandon(500, "1.0"), leave(500, "1.0")})),
                ElementsAre("contact.offered", "contact.abandoned"));
}

TEST_F(AmiTest, WhoeverLeavesWithoutAnswerOrAbandonLeftByKey) {
    auto records = decode({join(0, "1.0"), leave(30, "1.0"), join(30.5, "2.0")});
    EXPECT_THAT(told(records), ElementsAre("contact.offered"));
    records = decode({join(32.1, "3.0")});
    ASSERT_THAT(told(records), ElementsAre("contact.left", "contact.offered", "contact.offered"));
    EXPECT_THAT(records[0].number("wait"), Optional(DoubleNear(30, 1e-9)));
    EXPECT_EQ(records[0].text("contact"), "1.0");
    EXPECT_EQ(records[1].text("contact"), "2.0");
}

TEST_F(AmiTest, MessagesThatComeTwiceTellNothingNew) {
    const auto records =
        decode_all({join(0, "1.0"), join(0, "1.0"), leave(3, "1.0"), leave(3, "1.0"),
                    of_agent("AgentConnect", 3, "1.0", {}), leave(4, "1.0"), join(5, "2.0"),
                    leave(6, "2.0"), leave(7.5, "2.0"), join(8.1, "3.0")});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "contact.answered", "on_contact",
                                           "contact.offered", "contact.left", "contact.offered"));
    EXPECT_EQ(records[4].time, *as_time(at(6)));
}

TEST_F(AmiTest, APingsAnswerLetsTimePassToo) {
    decode({join(0, "1.0"), leave(30, "1.0")});
    EXPECT_THAT(told(decode({{AmiMessage::Kind::response,
                              "Success",
                              {{"Response", "Success"}, {"Timestamp", at(33)}}}})),
                ElementsAre("contact.left"));
}

TEST_F(AmiTest, WhatHappensBeforeTheAnswerIsKnownIsNotToldBeforeIt) {
    const auto records = decode_all({join(0, "1.0"), leave(30, "1.0"), join(30.5, "2.0"),
                                     of_agent("AgentConnect", 31, "1.0", {{"HoldTime", "30"}})});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "contact.answered", "on_contact",
                                           "contact.offered"));
    EXPECT_TRUE(std::ranges::is_sorted(records, {}, &Record::time));
}

TEST_F(AmiTest, AContactThatGoesOnToAnotherQueueSaysWhere) {
    auto again = join(31, "1.0");
    again.fields[3].second = "support";
    const auto records = decode_all({join(0, "1.0"), leave(30, "1.0"), again});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "contact.left", "contact.offered"));
    EXPECT_EQ(records[1].text("to"), "support");
    EXPECT_EQ(records[1].text("queue"), "sales");
}

TEST_F(AmiTest, ATransferIsToldBeforeTheEnd) {
    const auto records =
        decode_all({join(0, "1.0"), leave(3, "1.0"), of_agent("AgentConnect", 3, "1.0", {}),
                    of_agent("AgentComplete", 9, "1.0", {{"Reason", "transfer"}})});
    EXPECT_THAT(told(records), ElementsAre("contact.offered", "contact.answered", "on_contact",
                                           "contact.transferred", "contact.ended", "ready"));
}

TEST_F(AmiTest, RingingIsStatedInMillisecondsWhenNobodyAnswers) {
    const auto records =
        decode_all({join(0, "1.0"), of_agent("AgentCalled", 1, "1.0", {}),
                    of_agent("AgentRingNoAnswer", 9, "1.0", {{"RingTime", "8000"}}),
                    of_agent("AgentCalled", 14, "1.0", {}), abandon(15, "1.0"), leave(15, "1.0")});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "ringing", "ready", "agent.no_answer",
                                           "ringing", "ready", "contact.abandoned"));
    EXPECT_EQ(records[3].number("ring"), 8.0);
    EXPECT_EQ(records[3].text("contact"), "1.0");
}

TEST_F(AmiTest, OneAgentInTwoQueuesIsToldOfOnce) {
    const auto records = decode_all(
        {member("QueueMemberAdded", 0, "sales", {{"Status", "1"}, {"Paused", "0"}}),
         member("QueueMemberAdded", 0, "support", {{"Status", "1"}, {"Paused", "0"}}),
         member("QueueMemberStatus", 1, "sales", {{"Status", "1"}}),
         member("QueueMemberStatus", 1, "support", {{"Status", "1"}}), paused(5, "sales", "Lunch"),
         paused(5, "support", "Lunch"), paused(9, "support", ""), paused(9, "sales", ""),
         paused(20, "sales", "Wrap-up"), paused(20, "support", "Wrap-up"),
         member("QueueMemberRemoved", 30, "sales", {}),
         member("QueueMemberRemoved", 30, "support", {})});
    ASSERT_THAT(told(records), ElementsAre("ready", "ready", "away Lunch", "ready", "wrap Wrap-up",
                                           "wrap Wrap-up", "offline"));
    const auto queues = [&](std::size_t i) {
        return std::get<std::vector<std::string>>(*records[i].find("queues"));
    };
    EXPECT_THAT(queues(0), ElementsAre("sales"));
    EXPECT_THAT(queues(1), ElementsAre("sales", "support"));
    EXPECT_NE(records[0].id, records[1].id);
    EXPECT_THAT(queues(5), ElementsAre("support"));
    EXPECT_THAT(queues(6), IsEmpty());
}

TEST_F(AmiTest, APauseDuringAContactCountsAfterIt) {
    const auto records =
        decode_all({of_agent("AgentConnect", 3, "1.0", {}), paused(5, "sales", "Lunch"),
                    member("QueueMemberStatus", 5, "sales", {{"Status", "2"}, {"Paused", "1"}}),
                    of_agent("AgentComplete", 9, "1.0", {}),
                    member("QueueMemberStatus", 9, "sales", {{"Status", "2"}, {"Paused", "1"}}),
                    member("QueueMemberStatus", 9.1, "sales", {{"Status", "1"}, {"Paused", "1"}})});
    EXPECT_THAT(told(records),
                ElementsAre("contact.answered", "on_contact", "contact.ended", "away Lunch"));
}

TEST_F(AmiTest, AStatusBeforeOrAfterTheEndOfAContactIsNoEventOfItsOwn) {
    for (const double when : {8.9994, 9.0006}) {
        decoder.emplace(AmiDecoder::Options{});
        std::vector<AmiMessage> messages{
            of_agent("AgentConnect", 3, "1.0", {}),
            member("QueueMemberStatus", 3.1, "sales", {{"Status", "2"}}),
            of_agent("AgentComplete", 9, "1.0", {})};
        messages.insert(messages.begin() + (when < 9 ? 2 : 3),
                        member("QueueMemberStatus", when, "sales", {{"Status", "1"}}));
        EXPECT_THAT(told(decode_all(messages)),
                    ElementsAre("contact.answered", "on_contact", "contact.ended", "ready"));
    }
}

TEST_F(AmiTest, AnAgentOnAnotherCallIsAwayAndOneWithoutTelephoneIsOffline) {
    const auto status = [](double seconds, std::string code) {
        return member("QueueMemberStatus", seconds, "sales", {{"Status", std::move(code)}});
    };
    EXPECT_THAT(
        told(decode_all(
            {status(0, "1"), status(1, "2"), status(2, "1"), status(3, "5"), status(4, "0")})),
        ElementsAre("ready", "away other call", "ready", "offline phone unreachable", "ready"));
}

AmiMessage item(std::string name, Fields fields) {
    fields.insert(fields.begin(), {"Event", name});
    return {AmiMessage::Kind::event, std::move(name), std::move(fields)};
}

TEST_F(AmiTest, AQueueStatusIsTheBeginningOfEveryState) {
    const auto records = decode_all(
        {event("FullyBooted", 10, {}), item("QueueParams", {{"Queue", "sales"}}),
         item("QueueMember",
              {{"Queue", "sales"}, {"Name", "Alice"}, {"Status", "1"}, {"Paused", "0"}}),
         item("QueueMember",
              {{"Queue", "sales"}, {"Name", "Bob"}, {"Paused", "1"}, {"PausedReason", "Lunch"}}),
         item("QueueMember", {{"Queue", "sales"}, {"Name", "Cem"}, {"InCall", "1"}}),
         item("QueueEntry", {{"Queue", "sales"},
                             {"Uniqueid", "9.0"},
                             {"Wait", "4"},
                             {"CallerIDNum", "<unknown>"}}),
         item("QueueStatusComplete", {})});
    ASSERT_THAT(told(records), ElementsAre("contact.offered", "ready", "away Lunch", "on_contact"));
    EXPECT_EQ(records[0].time, *as_time(at(6)));
    EXPECT_EQ(records[1].time, *as_time(at(10)));
    EXPECT_THAT(told(decode_all({item("QueueParams", {{"Queue", "sales"}}),
                                 item("QueueMember", {{"Queue", "sales"}, {"Name", "Alice"}}),
                                 item("QueueStatusComplete", {})})),
                ElementsAre("offline", "offline"));
}

TEST_F(AmiTest, MessagesWithoutTimeOrSubjectAreCounted) {
    auto without_time = join(1, "1.0");
    without_time.fields.erase(without_time.fields.begin() + 1);
    EXPECT_THAT(decode_all({without_time, join(1, ""), event("QueueCallerLeave", 3, {}),
                            leave(3, "never seen")}),
                IsEmpty());
    EXPECT_EQ(decoder->skipped().at(skip_reason::no_time), 1u);
    EXPECT_EQ(decoder->skipped().at(skip_reason::no_subject), 3u);
}

TEST_F(AmiTest, AWaitThatEndsBeforeItBeginsIsNotStated) {
    const auto records = decode_all({join(9, "1.0"), abandon(5, "1.0"), leave(5, "1.0")});
    ASSERT_THAT(records, SizeIs(2));
    EXPECT_EQ(records[0].number("wait"), std::nullopt);
    EXPECT_EQ(decoder->skipped().at(skip_reason::backwards), 1u);
}

TEST_F(AmiTest, WhatWasNotSeenBeginningIsToldAsTheSourceStatesIt) {
    const auto records =
        decode_all({of_agent("AgentConnect", 3, "1.0", {{"HoldTime", "14"}}),
                    of_agent("AgentComplete", 9, "2.0", {{"TalkTime", "70"}}), abandon(10, "3.0")});
    ASSERT_THAT(told(records), ElementsAre("contact.answered", "on_contact", "contact.ended",
                                           "contact.abandoned"));
    EXPECT_EQ(records[0].number("wait"), 14.0);
    EXPECT_EQ(records[2].number("talk"), 70.0);
    EXPECT_EQ(records[3].number("wait"), 7.0);
}

TEST_F(AmiTest, NamesAreMadeValidText) {
    auto message = join(1, "1.0");
    message.fields[3].second = "sa\x1b\xffles";
    EXPECT_EQ(decode({message}).at(0).text("queue"), "sa\xEF\xBF\xBDles");
    message.fields[3].second = std::string(101, 'x');
    EXPECT_THAT(decode({message}), IsEmpty());
}

TEST_F(AmiTest, FloodsAreBounded) {
    for (std::size_t i = 0; i < AmiContacts::most_open + 100; ++i)
        decoder->decode(join(1, std::to_string(i)));
    EXPECT_EQ(decoder->skipped().at(skip_reason::too_many), 100u);
    decode({leave(2, "200")});
    std::size_t given = 0;
    for (std::size_t i = 0; i < AmiDecoder::most_held + 100; ++i)
        given += decoder->decode(join(2.5, "b" + std::to_string(i))).size();
    EXPECT_GT(given, AmiDecoder::most_held);
}

RC_GTEST_PROP(AmiDecoder, RecordsOfAnyMessagesInAnyOrderCanBeKeptAndReadBack,
              (const std::string& name)) {
    const auto number = [](int most) { return *rc::gen::inRange(0, most); };
    const std::vector<std::string> names{
        "QueueCallerJoin",    "QueueCallerLeave",   "QueueCallerAbandon", "AgentCalled",
        "AgentConnect",       "AgentComplete",      "AgentRingNoAnswer",  "QueueMemberPause",
        "QueueMemberRemoved", "QueueStatusComplete"};
    AmiDecoder decoder{{.max_wait = std::chrono::seconds{5}}};
    std::vector<Record> records;
    const auto keep = [&](std::vector<Record> more) {
        records.insert(records.end(), more.begin(), more.end());
    };
    for (int left = number(60); left > 0; --left)
        keep(decoder.decode(of_agent(names[static_cast<std::size_t>(number(10))], number(20),
                                     name + std::to_string(number(3)),
                                     {{"Paused", "1"}, {"PausedReason", name}})));
    keep(decoder.flush());
    for (const Record& record : records) {
        const auto kept = parse_record(write_record(record), Time{}, {});
        RC_ASSERT(kept && *kept == record);
    }
}

}  // namespace
}  // namespace waymark::server
