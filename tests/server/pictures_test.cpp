#include "server/screens/pictures.hpp"

#include <gmock/gmock.h>

#include "shared/base/base64.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

const std::string png = "\x89PNG\r\n\x1a\n and so on";

class PicturesTest : public testing::Test {
protected:
    std::uint64_t expect(ConnectionNumber from) {
        return pictures
            .expect(from, now,
                    [this](Result<std::string> outcome) {
                        outcomes.push_back(outcome ? "picture " + *outcome : outcome.error().what);
                    })
            .value();
    }
    PicturePart part(std::uint64_t id, const std::string& octets, bool last) {
        return {id, to_base64(octets), last, ""};
    }

    Pictures pictures;
    Pictures::SteadyTime now{};
    std::vector<std::string> outcomes;
};

TEST_F(PicturesTest, ComeInPieces) {
    const auto id = expect(3);
    pictures.take(3, part(id, png.substr(0, 5), false));
    pictures.take(3, part(id, png.substr(5), false));
    EXPECT_TRUE(outcomes.empty());
    pictures.take(3, part(id, "", true));
    EXPECT_THAT(outcomes, testing::ElementsAre("picture " + png));
    pictures.take(3, part(id, png, true));
    EXPECT_EQ(outcomes.size(), 1u) << "it is there already";
}

TEST_F(PicturesTest, AreTakenFromNobodyWhoWasNotAsked) {
    const auto id = expect(3);
    pictures.take(4, part(id, png, true));
    pictures.take(3, part(id + 1, png, true));
    EXPECT_TRUE(outcomes.empty());
}

TEST_F(PicturesTest, ThatDoNotComeAreGivenUp) {
    expect(3);
    now += Pictures::longest_wait - 1ms;
    pictures.check(now);
    EXPECT_TRUE(outcomes.empty());
    pictures.check(now + 1ms);
    EXPECT_THAT(outcomes, testing::ElementsAre("the screen sent no picture within 20 s"));
}

TEST_F(PicturesTest, OfAScreenThatGoesAreGivenUp) {
    expect(3);
    expect(4);
    pictures.leave(3);
    EXPECT_THAT(outcomes, testing::ElementsAre("the screen went away before its picture came"));
}

TEST_F(PicturesTest, AreBoundedInNumber) {
    for (std::size_t i = 0; i < Pictures::most; ++i)
        expect(3);
    EXPECT_EQ(pictures.expect(3, now, [](const Result<std::string>&) {}), std::nullopt);
}

TEST_F(PicturesTest, ThatAreNoneAreRefusedInWords) {
    struct Bad {
        PicturePart part;
        std::string why;
    };
    const Bad table[]{
        {{0, "!!!!", false, ""}, "the screen sent what is no base64"},
        {{0, std::string(70'000, 'A'), false, ""}, "the screen sent what is no base64"},
        {{0, to_base64("GIF89a"), true, ""}, "the screen sent what is no PNG file"},
        {{0, "", true, ""}, "the screen sent what is no PNG file"},
        {{0, "", true, "no memory"}, "the screen has no picture: no memory"},
    };
    for (Bad bad : table) {
        bad.part.id = expect(3);
        pictures.take(3, bad.part);
        EXPECT_EQ(outcomes.back(), bad.why);
    }
}

TEST_F(PicturesTest, AreBoundedInSize) {
    const auto id = expect(3);
    const std::string piece(picture_part_octets, 'x');
    for (std::size_t sent = 0; sent <= largest_picture && outcomes.empty(); sent += piece.size())
        pictures.take(3, part(id, piece, false));
    EXPECT_THAT(outcomes, testing::ElementsAre("the picture is larger than 16 MiB"));
}

}  // namespace
}  // namespace waymark::server
