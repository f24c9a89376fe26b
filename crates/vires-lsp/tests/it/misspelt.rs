//! `textDocument/codeAction`: a word of the language with a letter wrong.

use crate::actions::mended;
use crate::fixture::GROUND;

#[tokio::test]
async fn a_word_with_a_letter_wrong_is_written_right() {
    let text = GROUND.replacen("when capacity", "wh$0n capacity", 1);
    assert_eq!(mended(&text, "write `when`", "V0001").await, ["      moit holds licence when capacity at least 50 MW"]);
    let text = GROUND.replacen("  article 1", "  art$0cle 1", 1);
    assert_eq!(mended(&text, "write `article`", "V0001").await, ["  article 1 \"Thẩm quyền\""]);
}

#[tokio::test]
async fn with_the_lines_below_it_that_it_needs() {
    let text = GROUND.replacen(
        "holds licence when capacity at least 50 MW",
        "holds licence wh$0n any of\n        capacity at least 50 MW\n        source is coal",
        1,
    );
    assert_eq!(mended(&text, "write `when`", "V0001").await, ["      moit holds licence when any of"]);
    // With another break of lines, and in a text of prose.
    let windows = text
        .replace('\n', "\r\n")
        .replace("\r\n//- ", "\n//- ")
        .replace("vires\r\n", "vires\n")
        .replace("toml\r\n", "toml\n");
    assert_eq!(mended(&windows, "write `when`", "V0001").await, ["      moit holds licence when any of"]);
    let prose = text.replace("ground.vires\n", "ground.md\nProse, whn any of it.\n\n```vires\n")
        + "```\n\n    more whn any of it\n";
    assert_eq!(mended(&prose, "write `when`", "V0001").await, ["      moit holds licence when any of"]);
}
