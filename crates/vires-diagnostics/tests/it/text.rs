//! The text for people.

use unicode_normalization::UnicodeNormalization as _;
use vires_diagnostics::{Code, Counted, Finding, Place, RenderOptions, Severity, Summary, Witness, render};
use vires_words::Language;

use crate::fixture::{DECREE, LAW, Texts, overlap, span, text, texts};

#[test]
fn overlap_over_two_files() {
    let texts = texts();
    insta::assert_snapshot!(text(&overlap(&texts), &texts, &RenderOptions::default()));
}

#[test]
fn overlap_in_a_narrow_window_without_drawn_lines() {
    let texts = texts();
    let options = RenderOptions { width: 56, unicode: false, ..RenderOptions::default() };
    let printed = text(&overlap(&texts), &texts, &options);
    insta::assert_snapshot!(printed);
}

#[test]
fn overlap_in_colour() {
    let texts = texts();
    let options = RenderOptions { colour: true, ..RenderOptions::default() };
    let printed = text(&overlap(&texts), &texts, &options);
    insta::assert_snapshot!(printed.replace('\x1b', "␛"));
    // Colour adds nothing but colour.
    let mut plain = String::new();
    let mut rest = printed.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    let uncoloured = text(&overlap(&texts), &texts, &RenderOptions::default());
    assert_eq!(plain, uncoloured);
    assert!(!uncoloured.contains('\x1b'));
}

#[test]
fn gap() {
    let texts = texts();
    let place = Place::new(span(&texts, LAW, "moit holds", "50 MW"))
        .citation("law_61_2024 article 30")
        .title("Luật Điện lực, điều 30")
        .label("ends at 50 MW");
    let finding = Finding::new(Code::Gap, "nobody may issue Giấy phép phát điện in some cases")
        .power("vn.electricity.generation_licence")
        .region(
            "filed before 1 March 2027, and any of:\n\
             \u{20} (1) value exactly 1 VND short of 1,600 billion VND, staff 500 or more\n\
             \u{20} (2) value from 800 billion to under 1,600 billion VND, staff from 500 to under 1,000, site in Hà Nội (but not Tây Hồ)",
        )
        .period("from 1 March 2027 on: it begins when Nghị định 146/2025/NĐ-CP lapses")
        .witness(Witness::on("2027-03-01").fact("capacity", "40 MW").fact("site", "lam_dong"))
        .place(place)
        .help("write `capacity at least 40 MW` in Luật Điện lực, điều 30")
        .note("before that day Nghị định 146/2025/NĐ-CP, điều 12 khoản 1 gave these cases to the province")
        .identified_by("");
    insta::assert_snapshot!(text(&finding, &texts, &RenderOptions::default()));
}

/// The label under the right letters, whichever way the letters are written: the two differ in bytes and in columns
/// as they are counted for machines, and in nothing that a reader sees.
#[test]
fn syntax_error_in_vietnamese_composed_and_decomposed() {
    let composed = "văn bản nghị_định_1 \"Nghị định 1/2025/NĐ-CP\"\n  điều 3 \"Thẩm quyền\"\n    ủy_ban_tỉnh của địa_điểm có thẩm quền cấp_phép\n";
    let printed = |source: String, find: String| {
        let texts = Texts::from([("nghị-định.vires".to_owned(), source)]);
        let place = Place::new(span(&texts, "nghị-định.vires", &find, &find)).label("`có thẩm quyền` ở đây?");
        let finding = Finding::new(Code::UnreadableLine, "this line is not a sentence that can stand here")
            .place(place)
            .help("write `có thẩm quyền` between the body and the power")
            .identified_by("ủy_ban_tỉnh của địa_điểm có thẩm quền cấp_phép");
        (text(&finding, &texts, &RenderOptions::default()), finding)
    };
    let (nfc, one) = printed(composed.nfc().collect(), "có thẩm quền".nfc().collect());
    let (nfd, other) = printed(composed.nfd().collect(), "có thẩm quền".nfd().collect());
    insta::assert_snapshot!("syntax_error_nfc", nfc);
    insta::assert_snapshot!("syntax_error_nfd", nfd);
    assert_eq!(one.id, other.id);

    // All but the line that says where: line for line the same columns.
    let drawn = |printed: &str| {
        let lines = printed.lines().filter(|line| !line.contains("vires:")).map(|line| line.nfc().collect::<String>());
        lines.collect::<Vec<_>>()
    };
    assert_eq!(drawn(&nfc), drawn(&nfd));
}

/// Many rules: a few with their text, some by name, the rest counted, all in the machine output.
#[test]
fn forty_rules() {
    let texts = texts();
    let places = (1..=40).map(|n| {
        Place::new(span(&texts, DECREE, "provincial_pc", "generation_licence"))
            .citation(format!("decree_146_2025 article {n}"))
            .title(format!("Nghị định 146/2025/NĐ-CP, điều {n}"))
            .label(format!("rule {n}"))
    });
    let mut draft = Finding::new(Code::Overlap, "Giấy phép phát điện is claimed by 40 rules at once").places(places);
    for n in 1..40 {
        draft = draft.pair(0, n);
    }
    let finding = draft.region("in Lâm Đồng, staff under 200").boxes(vec![], false).identified_by("");
    insta::assert_snapshot!(text(&finding, &texts, &RenderOptions::default()));
    let json = serde_json::to_value(&finding).unwrap();
    assert_eq!(json["rules"].as_array().unwrap().len(), 40);
    assert_eq!(json["pairs"].as_array().unwrap().len(), 39);
}

#[test]
fn one_place_more_than_asked_for_is_shown() {
    let texts = texts();
    let place = |n: usize| Place::new(span(&texts, LAW, "moit", "moit")).title(format!("điều {n}"));
    let with = |n| {
        let finding = Finding::new(Code::Overlap, "claimed").places((1..=n).map(place)).identified_by("");
        text(&finding, &texts, &RenderOptions::default())
    };
    assert!(!with(4).contains("also:") && with(4).contains("điều 4\n"));
    assert!(with(5).contains("also:        điều 4\n               điều 5\n"));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let rule = "moit holds generation_licence when source is one of ".to_owned() + &"coal, gas, ".repeat(60);
    let texts = Texts::from([("long.vires".to_owned(), format!("{rule}nucler, wind{}\n", ", solar".repeat(50)))]);
    let finding = Finding::new(Code::UnknownName, "there is no `nucler` in the list Source")
        .place(Place::new(span(&texts, "long.vires", "nucler", "nucler")).label("did you mean `nuclear`?"))
        .identified_by("nucler");
    insta::assert_snapshot!(text(&finding, &texts, &RenderOptions { width: 80, ..RenderOptions::default() }));
    let whole =
        Finding::new(Code::Gap, "nobody").place(Place::new(span(&texts, "long.vires", "moit", "wind")).label("here"));
    insta::assert_snapshot!(text(
        &whole.identified_by(""),
        &texts,
        &RenderOptions { width: 80, ..RenderOptions::default() }
    ));
}

#[test]
fn long_rules_are_cut_below() {
    let alternatives: String = (1..=30).map(|n| format!("        field is f{n}\n")).collect();
    let texts =
        Texts::from([("long.vires".to_owned(), format!("    moit holds licence\n      when any of\n{alternatives}"))]);
    let place = Place::new(span(&texts, "long.vires", "moit", "f30")).title("điều 1").label("this rule");
    let finding = Finding::new(Code::NeverApplies, "this rule never applies").place(place).identified_by("");
    insta::assert_snapshot!(text(&finding, &texts, &RenderOptions::default()));
}

#[test]
fn without_place_without_text_and_with_another_severity() {
    let texts = texts();
    let nowhere = Finding::new(Code::BoundReached, "the proof for Giấy phép phát điện was stopped").identified_by("");
    assert_eq!(
        text(&nowhere, &texts, &RenderOptions::default()),
        "warning[V9002]: the proof for Giấy phép phát điện was stopped\n"
    );
    let mut span = span(&texts, LAW, "moit", "moit");
    span.file = "gone.vires".to_owned();
    let gone = Finding::new(Code::Orphan, "the holder is gone")
        .severity(Severity::Note)
        .place(Place::new(span).title("điều 30").label("by this rule"))
        .identified_by("");
    assert_eq!(
        text(&gone, &texts, &RenderOptions::default()),
        "note[V2003]: the holder is gone\n  điều 30\n    gone.vires:6:5: by this rule\n"
    );
}

#[test]
fn a_whole_report() {
    let texts = texts();
    let findings = [overlap(&texts)];
    let counted = Counted { files: 2, powers: 1, rules: 2, not_examined: 0 };
    let mut out = String::new();
    let summary = Summary::new(counted, &findings);
    render::text::report(&mut out, &findings, &summary, &texts, &RenderOptions::default()).unwrap();
    assert!(out.ends_with("\n\n2 files, 1 power, 2 rules: 1 error\n"), "{out}");
    assert_eq!(Summary::new(counted, &[]).words(Language::En), "2 files, 1 power, 2 rules: nothing found");
    let mixed = Summary { errors: 0, warnings: 2, notes: 1, ..summary };
    assert_eq!(mixed.words(Language::En), "2 files, 1 power, 2 rules: 2 warnings, 1 note");
}
