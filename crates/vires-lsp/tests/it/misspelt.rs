//! `textDocument/codeAction`: a word of the language with a letter wrong.

use crate::actions::{mended, quick};
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

#[tokio::test]
async fn a_name_made_of_the_words_of_a_label_is_that_of_what_is_called_so() {
    for written in ["bo_cong_thuong_", "Bo_Cong", "bộ_công_thươngg", "bo_cong_thuong"] {
        // Of another sort than is needed there, it is not proposed: a fact of the same label.
        let text = GROUND.replacen("unit MW\n", "unit MW\nfact ministry \"Bộ Công Thương\" : yes or no\n", 1);
        let text =
            text.replacen(" also bộ_công_thương", "", 1).replacen("moit holds", &format!("{written}$0 holds"), 1);
        let all = quick(&text).await;
        let proposed: Vec<&(String, bool)> = all.iter().filter(|(title, _)| title.starts_with("write `")).collect();
        let meant = ("write `moit`".to_owned(), true);
        match written {
            "Bo_Cong" | "bo_cong_thuong" => assert_eq!(proposed, [&meant], "{written}"),
            _ => assert!(proposed.iter().all(|(title, _)| title == "write `moit`"), "{written}: {proposed:?}"),
        }
    }
    let text = GROUND.replacen(" also bộ_công_thương", "", 1).replacen("moit holds", "bo_cong_thuong$0 holds", 1);
    assert_eq!(mended(&text, "write `moit`", "V1001").await, ["      moit holds licence when capacity at least 50 MW"]);
}
