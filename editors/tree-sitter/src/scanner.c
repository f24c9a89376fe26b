// What each word of a line is to the compiler.
//
// A keyword can be told only together with what stands before and after it, and the parser's lexer cannot go back. So a
// line is read as a whole before its first word, and what was found, the kind and length of each word, is kept in the
// state that the parser saves; the words are then handed out one by one. A line of more words than that state has room
// for is read in several goes.

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tree_sitter/parser.h"

// In the order of `externals` in the grammar. The sets of keywords come first.
enum Kind {
  STATEMENT, DECLARATION, PROVISION, THIS, CLAUSE, TYPE, PERIOD, SCALE, VALUE, CONDITION, RULE, SILENCE, STEP, ORDER,
  EFFECT, OPERATION, TEST, OVER, OUTCOME, PARTY, FREEDOM, CONTENT, FORM, MODALITY, REQUIREMENT,
  NAME, DECLARED, ORDINAL, UNIT, NUMBER, DATE, LABEL, COMMENT, DOCUMENTATION, MARK, OTHER, PLAN, END,
  // What may stand before a word and matters, and is no kind of its own.
  COLON, NOTHING,
};
#define IN(set) (UINT32_C(1) << (set))
#define SETS NAME

#include "keywords.h"

// Sets whose words are keywords wherever they stand.
static const uint32_t ANYWHERE = IN(REQUIREMENT) | IN(CONDITION) | IN(CLAUSE) | IN(RULE) | IN(EFFECT) | IN(STEP) |
                                 IN(MODALITY) | IN(VALUE) | IN(THIS);

typedef struct {
  uint8_t kind;
  uint16_t length;
} Word;

// Three bytes for each word, and five for the rest.
#define ROOM ((TREE_SITTER_SERIALIZATION_BUFFER_SIZE - 5) / 3)

typedef struct {
  // Whether no word of the line has been seen; what stands before the next; the sets of the line so far.
  bool first;
  uint8_t before;
  uint32_t sets;
  uint16_t count, next;
  Word words[ROOM];
} Scanner;

// ---- a line as characters

typedef struct {
  const int32_t *at;
  uint32_t length;
} Line;

static int32_t letter_at(Line line, uint32_t at) {
  return at < line.length ? line.at[at] : 0;
}

static bool digit(int32_t c) {
  return c >= '0' && c <= '9';
}

// Letters with their marks. Above Latin-1 that is everything but punctuation and symbols.
static bool letter(int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F);
}

static bool part_of_word(int32_t c) {
  return letter(c) || digit(c) || c == '_';
}

static uint32_t past_blanks(Line line, uint32_t at) {
  while (letter_at(line, at) == ' ' || letter_at(line, at) == '\t' || letter_at(line, at) == '\r') at++;
  return at;
}

static uint32_t past_word(Line line, uint32_t at) {
  while (part_of_word(letter_at(line, at))) at++;
  return at;
}

// ---- keywords

// In bytes; none is as long.
#define LONGEST 128

typedef struct {
  uint32_t end;
  uint32_t sets;
} Found;

static uint32_t sets_of(const char *phrase) {
  uint32_t low = 0, high = sizeof KEYWORDS / sizeof *KEYWORDS;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = strcmp(phrase, KEYWORDS[middle].phrase);
    if (order == 0) return KEYWORDS[middle].sets;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return 0;
}

static uint32_t encode(int32_t c, char *out) {
  if (c < 0x80) return out[0] = (char)c, 1;
  if (c < 0x800) return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 0x3F)), 2;
  if (c < 0x10000)
    return out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 0x3F)), out[2] = (char)(0x80 | (c & 0x3F)), 3;
  out[0] = (char)(0xF0 | c >> 18), out[1] = (char)(0x80 | (c >> 12 & 0x3F));
  return out[2] = (char)(0x80 | (c >> 6 & 0x3F)), out[3] = (char)(0x80 | (c & 0x3F)), 4;
}

// Every keyword that begins here, the shortest first.
static uint32_t keywords_at(Line line, uint32_t at, Found found[MOST_WORDS]) {
  char phrase[LONGEST];
  uint32_t size = 0, count = 0;
  for (uint32_t words = 0; words < MOST_WORDS; words++) {
    uint32_t begin = at;
    while (letter(letter_at(line, at))) {
      if (size + 6 > LONGEST) return count;
      size += encode(line.at[at++], phrase + size);
    }
    if (at == begin || part_of_word(letter_at(line, at))) return count;
    phrase[size] = 0;
    uint32_t sets = sets_of(phrase);
    if (sets) found[count++] = (Found){at, sets};
    if (letter_at(line, at) != ' ') return count;
    while (letter_at(line, at) == ' ') at++;
    phrase[size++] = ' ';
  }
  return count;
}

static bool begins_reserved(Line line, uint32_t at) {
  Found found[MOST_WORDS];
  for (uint32_t n = keywords_at(line, at, found); n > 0; n--)
    if (found[n - 1].sets & ANYWHERE) return true;
  return false;
}

// Whether a name, and no keyword, follows after blanks.
static bool name_follows(Line line, uint32_t at) {
  uint32_t next = past_blanks(line, at);
  return next > at && letter(letter_at(line, next)) && !begins_reserved(line, next);
}

// Whether the number of a provision follows: digits, Roman, or one letter.
static bool number_follows(Line line, uint32_t at) {
  uint32_t next = past_blanks(line, at);
  if (next == at) return false;
  if (digit(letter_at(line, next))) return true;
  uint32_t end = past_word(line, next);
  if (end == next || !letter(line.at[next])) return false;
  if (end == next + 1) return true;
  for (uint32_t n = next; n < end; n++)
    if (line.at[n] > 0x7F || !strchr("IVXLC", (char)line.at[n])) return false;
  return true;
}

// Whether a word of a set that ends at `end` is a keyword where it stands.
static bool fits(const Scanner *so_far, Line line, uint8_t set, uint32_t end) {
  uint8_t before = so_far->before;
  bool of_statement = so_far->sets & IN(STATEMENT);
  if (IN(set) & ANYWHERE) return true;
  switch (set) {
    case STATEMENT: case OPERATION: case FORM: case TEST:
      return so_far->first;
    case DECLARATION:
      return (so_far->first && name_follows(line, end)) || (of_statement && (before == CONDITION || before == VALUE));
    case PROVISION:
      return number_follows(line, end) || (so_far->first && name_follows(line, end));
    case TYPE:
      return before == COLON;
    case PERIOD:
      return before == COLON || before == NUMBER || before == SCALE;
    case SCALE:
      return before == NUMBER;
    case ORDER:
      return of_statement;
    case OUTCOME:
      return before == TEST;
    case OVER:
      return before == OUTCOME || before == SILENCE;
    case SILENCE:
      return before == STEP || before == TEST;
    case PARTY: case FREEDOM: case CONTENT:
      return so_far->sets & IN(MODALITY);
    default:
      return false;
  }
}

// ---- a line as words

// The word at `at`: its kind, and where it ends. What matters to the words after it is put down in the scanner.
static uint8_t read_word(Scanner *so_far, Line line, uint32_t at, uint32_t *end) {
  int32_t c = line.at[at];
  uint8_t before = so_far->before;
  so_far->before = NOTHING;
  if (c == '#') {
    *end = line.length;
    while (*end > at + 1 && line.at[*end - 1] == '\r') --*end;
    return so_far->first && letter_at(line, at + 1) == '#' ? DOCUMENTATION : COMMENT;
  }
  if (c == '"') {
    for (*end = at + 1; *end < line.length && line.at[*end] != '"';) ++*end;
    if (*end < line.length) ++*end;
    return LABEL;
  }
  if (digit(c)) {
    static const char shape[] = "dddd-dd-dd";
    uint32_t n = 0;
    while (shape[n] && (shape[n] == 'd' ? digit(letter_at(line, at + n)) : letter_at(line, at + n) == '-')) n++;
    if (!shape[n] && !part_of_word(letter_at(line, at + n))) return *end = at + n, DATE;
    for (*end = past_word(line, at);;) {
      int32_t mark = letter_at(line, *end), next = letter_at(line, *end + 1);
      if ((mark != '.' && mark != '/') || !(letter(next) || digit(next))) break;
      *end = past_word(line, *end + 1);
    }
    if (before == PROVISION) return ORDINAL;
    so_far->before = NUMBER;
    return NUMBER;
  }
  if (letter(c)) {
    *end = past_word(line, at);
    bool plain = true;
    for (uint32_t n = at; n < *end; n++) plain = plain && line.at[n] != '_';
    // `vn.moit`, and `I.2` as the number of an annex.
    while (letter_at(line, *end) == '.' && (letter(letter_at(line, *end + 1)) || digit(letter_at(line, *end + 1))))
      plain = false, *end = past_word(line, *end + 1);
    Found found[MOST_WORDS];
    so_far->before = before;
    for (uint32_t n = plain ? keywords_at(line, at, found) : 0; n > 0; n--) {
      // What a word is in its place goes before what it is anywhere.
      for (uint8_t turn = 0; turn < 2 * SETS; turn++) {
        uint8_t set = turn % SETS;
        if (!(found[n - 1].sets & IN(set)) || (turn < SETS) == !!(IN(set) & ANYWHERE)) continue;
        if (!fits(so_far, line, set, found[n - 1].end)) continue;
        *end = found[n - 1].end;
        so_far->before = set;
        so_far->sets |= IN(set);
        return set;
      }
    }
    so_far->before = NOTHING;
    if (before == DECLARATION) return DECLARED;
    if (before == PROVISION) return ORDINAL;
    // No name but that of a unit stands beside a number.
    return before == NUMBER || before == SCALE ? UNIT : NAME;
  }
  *end = at + 1;
  if (c == '%') return UNIT;
  if (c == ':') so_far->before = COLON;
  if (c == 0x2264 || c == 0x2265 || (c < 0x80 && strchr(":,()<>=+-*/", (char)c))) return MARK;
  return OTHER;
}

static void plan(Scanner *scanner, Line line) {
  scanner->count = scanner->next = 0;
  for (uint32_t at = past_blanks(line, 0); at < line.length && scanner->count < ROOM; at = past_blanks(line, at)) {
    uint32_t end;
    uint8_t kind = read_word(scanner, line, at, &end);
    // What is longer than can be said is handed out in pieces.
    if (end - at > UINT16_MAX) end = at + UINT16_MAX;
    scanner->words[scanner->count++] = (Word){kind, (uint16_t)(end - at)};
    scanner->first = false;
    at = end;
  }
}

// ---- what the parser calls

static void begin_line(Scanner *scanner) {
  scanner->first = true;
  scanner->before = NOTHING;
  scanner->sets = 0;
  scanner->count = scanner->next = 0;
}

void *tree_sitter_vires_external_scanner_create(void) {
  Scanner *scanner = malloc(sizeof *scanner);
  if (scanner) begin_line(scanner);
  return scanner;
}

void tree_sitter_vires_external_scanner_destroy(void *payload) {
  free(payload);
}

unsigned tree_sitter_vires_external_scanner_serialize(void *payload, char *buffer) {
  Scanner *scanner = payload;
  unsigned size = 0;
  buffer[size++] = (char)(scanner->before | (scanner->first ? 0x80 : 0));
  for (int n = 0; n < 4; n++) buffer[size++] = (char)(scanner->sets >> (8 * n));
  for (uint16_t n = scanner->next; n < scanner->count; n++) {
    buffer[size++] = (char)scanner->words[n].kind;
    buffer[size++] = (char)scanner->words[n].length;
    buffer[size++] = (char)(scanner->words[n].length >> 8);
  }
  return size;
}

void tree_sitter_vires_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  begin_line(scanner);
  if (length < 5) return;
  const uint8_t *bytes = (const uint8_t *)buffer;
  scanner->first = bytes[0] & 0x80;
  scanner->before = bytes[0] & 0x7F;
  for (int n = 0; n < 4; n++) scanner->sets |= (uint32_t)bytes[1 + n] << (8 * n);
  for (unsigned at = 5; at + 3 <= length && scanner->count < ROOM; at += 3)
    scanner->words[scanner->count++] = (Word){bytes[at], (uint16_t)(bytes[at + 1] | bytes[at + 2] << 8)};
}

static bool line_ends(const TSLexer *lexer) {
  return lexer->eof(lexer) || lexer->lookahead == '\n';
}

// Reads the rest of the line without taking any of it.
static bool look_ahead(Scanner *scanner, TSLexer *lexer) {
  uint32_t room = 256, length = 0;
  int32_t *line = malloc(room * sizeof *line);
  while (line && !line_ends(lexer)) {
    if (length == room) {
      int32_t *more = realloc(line, (room *= 2) * sizeof *line);
      if (!more) free(line);
      line = more;
      if (!line) break;
    }
    line[length++] = lexer->lookahead;
    lexer->advance(lexer, false);
  }
  if (!line) return false;
  plan(scanner, (Line){line, length});
  free(line);
  return scanner->count > 0;
}

bool tree_sitter_vires_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *scanner = payload;
  (void)valid;
  if (!scanner) return false;
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || lexer->lookahead == '\r') lexer->advance(lexer, true);
  if (line_ends(lexer)) {
    bool over = lexer->eof(lexer);
    // The end of the text ends a line that was begun, and no other.
    if (over && scanner->first) return false;
    if (!over) lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    begin_line(scanner);
    lexer->result_symbol = END;
    return true;
  }
  if (scanner->next == scanner->count) {
    lexer->mark_end(lexer);
    if (!look_ahead(scanner, lexer)) return false;
    lexer->result_symbol = PLAN;
    return true;
  }
  Word word = scanner->words[scanner->next++];
  for (uint16_t n = 0; n < word.length && !line_ends(lexer); n++) lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  lexer->result_symbol = word.kind;
  return true;
}
