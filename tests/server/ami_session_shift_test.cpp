#include <random>

#include "server/feed/ami/ami_session.hpp"
#include "tests/support/ami_peer.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/phone_shift.hpp"

namespace waymark::server {
namespace {

using namespace test::phone_shift;
using testing::IsEmpty;
using testing::Not;

/// A shift of an Asterisk that our session hears over a wire which a test can disturb.
class Shift {
public:
    explicit Shift(std::filesystem::path queue_log, std::uint32_t seed)
        : queue_log_(std::move(queue_log)), random_(seed) {
        begin();
    }

    /// The server starts, or starts anew and knows only what it kept.
    void begin() {
        if (session_) session_->closed(now_);
        store();
        if (port.time != Time{}) port.heard_at = port.time;
        session_ = std::make_unique<AmiSession>(
            AmiSession::Options{
                {peer.user, peer.secret}, {.max_wait = std::chrono::seconds{180}}, queue_log_},
            port);
        connected_ = false;
    }
    void connect() {
        session_->opened(now_);
        connected_ = true;
        deliver(peer.greet());
        pass();
    }
    void drop() {
        session_->closed(now_);
        connected_ = false;
        store();
    }
    void play(std::size_t events) {
        for (std::size_t i = 0; i < events && !peer.at_end(); ++i) {
            const std::string octets = peer.play();
            if (!connected_) continue;
            deliver(octets);
            if (std::bernoulli_distribution{twice}(random_)) deliver(octets);
        }
        pass();
    }
    void play_to_end() {
        while (!peer.at_end())
            play(50);
    }
    /// Nothing more happens for a while.
    void rest() {
        for (int second = 0; second < 10; ++second)
            pass();
    }
    /// Between `least` and `most`.
    std::size_t draw(std::size_t least, std::size_t most) {
        return std::uniform_int_distribution<std::size_t>{least, most}(random_);
    }

    test::AmiPeer peer{unpacked(folder + "session.ami.gz")};
    test::FakePort port;
    std::size_t piece = 1'000'000;  ///< octets at most that come in one go
    double twice = 0;               ///< how probably an event comes a second time

private:
    void deliver(const std::string& octets) {
        for (std::size_t at = 0; at < octets.size();) {
            const std::size_t length = draw(1, piece);
            session_->take(std::string_view{octets}.substr(at, length), now_);
            at += length;
            const std::string said = session_->take_output();
            store();
            if (!said.empty()) deliver_later_ += peer.hear(said);
        }
        if (!deliver_later_.empty()) deliver(std::exchange(deliver_later_, {}));
    }
    void pass() {
        now_ += std::chrono::seconds{1};
        do {
            session_->pass(now_);
            store();
            if (const std::string said = session_->take_output(); !said.empty())
                deliver(peer.hear(said));
        } while (session_->busy());
    }
    void store() {
        if (!session_) return;
        port.take(session_->take_batch(), [](Kept) {});
    }

    std::filesystem::path queue_log_;
    std::mt19937 random_;
    std::unique_ptr<AmiSession> session_;
    TcpSession::Tick now_;
    bool connected_ = false;
    std::string deliver_later_;
};

const std::string queue_log = folder + "queue_log";

TEST(AmiSessionShift, AddsUpToTheExactFiguresWhenNothingHappens) {
    Shift shift{"", 1};
    shift.connect();
    shift.play_to_end();
    shift.drop();
    expect_truth(shift.port.records, "exact");
    EXPECT_THAT(shift.port.gaps, IsEmpty());
    EXPECT_EQ(shift.port.told, shift.port.records.size());
}

TEST(AmiSessionShift, WithAQueueLogAddsUpToTheReportedFigures) {
    Shift shift{queue_log, 1};
    shift.connect();
    shift.play_to_end();
    shift.drop();
    expect_truth(shift.port.records, "reported");
    EXPECT_EQ(shift.port.told, shift.port.records.size());
}

TEST(AmiSessionShift, NeitherPiecesNorRepeatsMatter) {
    Shift whole{"", 1}, pieces{"", 2};
    pieces.piece = 40;
    pieces.twice = 0.2;
    for (Shift* shift : {&whole, &pieces}) {
        shift->connect();
        shift->play_to_end();
        shift->drop();
    }
    EXPECT_EQ(pieces.port.records, whole.port.records);
}

/// Any of what can happen to a wire, in an order that depends on the seed.
void disturb(Shift& shift, bool restarts) {
    shift.piece = 200;
    shift.twice = 0.05;
    shift.connect();
    while (!shift.peer.at_end()) {
        shift.play(shift.draw(1, 300));
        if (restarts && shift.draw(0, 2) == 0)
            shift.begin();
        else
            shift.drop();
        shift.play(shift.draw(0, 150));
        shift.connect();
    }
    shift.drop();
    shift.rest();
}

TEST(AmiSessionShift, TheQueueLogFillsEveryGapWithoutCountingTwice) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        Shift shift{queue_log, seed};
        disturb(shift, false);
        expect_truth(shift.port.records, "reported");
        EXPECT_THAT(shift.port.gaps, IsEmpty());
        if (HasFailure()) break;
    }
}

TEST(AmiSessionShift, TheQueueLogFillsWhatTheServerWasNotThereFor) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        Shift shift{queue_log, seed};
        disturb(shift, true);
        expect_truth(shift.port.records, "reported");
        EXPECT_THAT(shift.port.gaps, IsEmpty());
        if (HasFailure()) break;
    }
}

/// Contacts that began and did not end, by the records.
std::set<std::string> open_contacts(const std::vector<Record>& records) {
    std::set<std::string> open;
    for (const std::string type : {"contact.offered", "contact.answered", "contact.abandoned",
                                   "contact.timed_out", "contact.left", "contact.ended"})
        for (const Record& record : records)
            if (record.type == type) {
                if (type == "contact.offered" || type == "contact.answered")
                    open.insert(std::string{record.text("contact")});
                else
                    open.erase(std::string{record.text("contact")});
            }
    return open;
}

TEST(AmiSessionShift, WithoutAQueueLogEachGapIsNamedAndNobodyStaysOpen) {
    const std::size_t open_at_end = truth().at("open_at_end").at("talking").get<std::size_t>();
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        SCOPED_TRACE(seed);
        Shift shift{"", seed};
        shift.connect();
        const Time from = (shift.play(shift.draw(50, 250)), shift.peer.now());
        shift.drop();
        shift.play(shift.draw(50, 250));
        const Time to = shift.peer.now();
        shift.connect();
        ASSERT_EQ(shift.port.gaps.size(), 1u);
        EXPECT_EQ(shift.port.gaps[0], (std::pair{from, to}));
        shift.play_to_end();
        shift.drop();
        EXPECT_EQ(open_contacts(shift.port.records).size(), open_at_end);
        std::map<std::string, int> ends;
        for (const Record& record : shift.port.records)
            if (record.type == "contact.ended") ++ends[std::string{record.text("contact")}];
        for (const auto& [contact, count] : ends)
            EXPECT_EQ(count, 1) << contact;
    }
}

}  // namespace
}  // namespace waymark::server
