#include <gtest/gtest.h>

#include "server/kpi/event/matcher.hpp"
#include "server/kpi/life/subjects.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::record;

TEST(Matcher, BoundsFailOnAbsentAndNonNumericFields) {
    Condition soon{.field = "wait"};
    soon.at_most = 20;
    EXPECT_FALSE(holds(soon, {}));
    EXPECT_FALSE(holds(soon, {{"wait", std::string{"5"}}}));
    EXPECT_TRUE(holds(soon, {{"wait", 20.0}}));
    EXPECT_FALSE(holds(soon, {{"wait", 20.5}}));
}

TEST(Matcher, ListsPickAnyAndExcludeAll) {
    Condition mail{.field = "channel", .any_of = {std::string{"mail"}, std::string{"chat"}}};
    EXPECT_TRUE(holds(mail, {{"channel", std::string{"chat"}}}));
    EXPECT_FALSE(holds(mail, {{"channel", std::string{"phone"}}}));
    Condition not_spam{.field = "reason", .none_of = {std::string{"spam"}}};
    EXPECT_TRUE(holds(not_spam, {}));
    EXPECT_FALSE(holds(not_spam, {{"reason", std::string{"spam"}}}));
}

class SubjectsTest : public testing::Test {
protected:
    Record note(std::string type, Time time, test::FieldList more) {
        Record made = record(std::move(type), "x", time, more);
        if (!made.type.starts_with("ticket.")) made.fields.emplace("contact", std::string{"c1"});
        if (made.type.starts_with("ticket.")) made.fields.emplace("ticket", std::string{"t1"});
        subjects_.note(made);
        return made;
    }
    Subjects subjects_;
};

TEST_F(SubjectsTest, DerivesWaitTalkAndWrapWhereTheSourceLeavesThemOut) {
    note("contact.offered", at(8, 0, 0), {});
    EXPECT_EQ(note("contact.answered", at(8, 0, 12), {}).number("wait"), 12.0);
    note("contact.held", at(8, 1, 0), {});
    note("contact.retrieved", at(8, 1, 30), {});
    EXPECT_EQ(note("contact.ended", at(8, 3, 12), {}).number("talk"), 150.0);
    EXPECT_EQ(note("contact.wrapped", at(8, 4, 12), {}).number("wrap"), 60.0);
}

TEST_F(SubjectsTest, AStatedDurationWins) {
    note("contact.offered", at(8, 0, 0), {});
    EXPECT_EQ(note("contact.answered", at(8, 0, 12), {{"wait", 9.0}}).number("wait"), 9.0);
}

TEST_F(SubjectsTest, KnowsATicketsFirstPublicResponse) {
    note("ticket.created", at(8, 0, 0), {});
    EXPECT_EQ(*note("ticket.responded", at(8, 5, 0), {{"public", false}}).find("first"),
              FieldValue{false});
    const Record first = note("ticket.responded", at(8, 20, 0), {});
    EXPECT_EQ(*first.find("first"), FieldValue{true});
    EXPECT_EQ(first.number("elapsed"), 1200.0);
    EXPECT_EQ(*note("ticket.responded", at(9, 0, 0), {}).find("first"), FieldValue{false});
}

TEST_F(SubjectsTest, ForgetsEndedContactsAfterADayAndKeepsOpenTickets) {
    note("contact.offered", at(8, 0, 0), {});
    note("contact.abandoned", at(8, 1, 0), {});
    note("ticket.created", at(8, 0, 0), {});
    subjects_.forget(at(8, 0, 0) + 23h);
    EXPECT_EQ(subjects_.of(contact_kind).size(), 1u);
    subjects_.forget(at(8, 0, 0) + 25h);
    EXPECT_TRUE(subjects_.of(contact_kind).empty());
    subjects_.forget(at(8, 0, 0) + 24h * 30);
    EXPECT_EQ(subjects_.of(ticket_kind).size(), 1u);
}

}  // namespace
}  // namespace waymark::server
