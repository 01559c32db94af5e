#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::server {

/// How many words a text has: what stands between blanks and has a letter or a digit.
std::size_t count_words(std::string_view text);

/// How many words the longest of its sentences has.
std::size_t longest_sentence(std::string_view text);

/// The text in small letters with single blanks, so that what differs in these is the same. Letters
/// beyond Latin-1 stay as they are.
std::string folded(std::string_view text);

/// The words of a folded text that begin with `stem` (which may have blanks), whole; empty: there
/// is none.
std::string_view word_beginning(std::string_view text, std::string_view stem);

/// Words that sound well and say little, in English and in the language of `locale` ("de-DE"), as
/// they stand in the folded text; each once.
std::vector<std::string> buzz_words(std::string_view text, std::string_view locale);

}  // namespace waymark::server
