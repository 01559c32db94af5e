#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "shared/model/desk_folder.hpp"
#include "wallboard/live_board.hpp"

namespace waymark::wallboard {

/// A desk folder with made-up readings, as if a server sent them: for `--preview`.
class PreviewBoard : public BoardSource {
public:
    explicit PreviewBoard(DeskFolder folder);

    /// The readings are made anew every half minute, so that they stay current.
    const BoardState& look(Time now) override;
    void frame_drawn(const Shown&) override {}
    /// There is nobody to ask.
    void ask(const std::string& target) override;
    std::vector<Told> take_answers() override { return std::exchange(answers_, {}); }
    std::vector<std::uint64_t> take_pictures() override { return {}; }
    void send_picture(std::uint64_t, Result<std::string>) override {}

private:
    const DeskFolder folder_;
    std::optional<Time> made_;
    BoardState state_;
    std::vector<Told> answers_;
};

}  // namespace waymark::wallboard
