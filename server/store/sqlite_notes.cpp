#include "server/store/sqlite_notes.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include "server/store/sqlite_rows.hpp"

namespace waymark::server {
namespace {

using Row = SQLite::Statement;

}  // namespace

void write_notes(SQLite::Database& database, const std::vector<Note>& notes) {
    Row put{database, "REPLACE INTO notes VALUES(?, ?, ?)"};
    Row drop{database, "DELETE FROM notes WHERE name = ?"};
    for (const Note& note : notes) {
        Row& row = note.text.empty() ? drop : put;
        begin_again(row);
        if (note.text.empty())
            SQLite::bind(row, note.name);
        else
            SQLite::bind(row, note.name, note.text, sum_of(note.name, note.text));
        row.exec();
    }
}

std::vector<Note> read_notes(SQLite::Database& database) {
    std::vector<Note> notes;
    Row row{database, "SELECT name, text, sum FROM notes ORDER BY name"};
    while (row.executeStep()) {
        Note note{text_at(row, 0), text_at(row, 1)};
        check_sum(row, 2, sum_of(note.name, note.text), "the note " + note.name);
        notes.push_back(std::move(note));
    }
    return notes;
}

}  // namespace waymark::server
