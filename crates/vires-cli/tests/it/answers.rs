//! `vires eval`

use crate::run::{DOUBLE_COVER, Folder, LAPSE};

fn retail(name: &str) -> Folder {
    Folder::new(name).with("retail.vires", LAPSE)
}

#[test]
fn a_case_with_its_chain_of_authority() {
    let folder = retail("eval-text");
    let case = ["eval", "retail", "--at", "2025-08-01", "site=lam_dong", "large=no"];
    insta::assert_snapshot!(folder.run(&case));
    insta::assert_snapshot!(folder.run(&[&case[..], &["--format", "json"]].concat()));
}

#[test]
fn a_gap_and_a_conflict() {
    let folder = retail("eval-gap").with(
        "other/licences.vires",
        DOUBLE_COVER.replace("package demo", "package other").replace("unit MW", "unit MW\nunit kW is 1/1000 MW"),
    );
    insta::assert_snapshot!(folder.run(&["eval", "retail", "--at", "2027-03-01", "site=lam_dong", "large=no"]));
    insta::assert_snapshot!(folder.run(&["eval", "licence", "--at", "2027-03-01", "capacity=50_000 kW"]));
    insta::assert_snapshot!(folder.run(&[
        "eval",
        "1.000494",
        "--at",
        "2027-03-01",
        "capacity=50 MW",
        "--format",
        "json"
    ]));
}

#[test]
fn what_is_not_known_and_what_it_leads_to() {
    let folder = retail("eval-needs");
    insta::assert_snapshot!(folder.run(&["eval", "retail", "--at", "2025-08-01"]));
    insta::assert_snapshot!(folder.run(&["eval", "retail", "site=can_tho", "large=no"]));
    insta::assert_snapshot!(folder.run(&["eval", "retail", "--at", "2025-08-01", "--format", "json"]));
}

#[test]
fn limits_of_a_number_that_is_not_known() {
    let clean = DOUBLE_COVER.replace("at most 50 MW", "below 50 MW");
    let folder = Folder::new("eval-limits").with("licences.vires", clean);
    insta::assert_snapshot!(folder.run(&["eval", "Generation licence", "--at", "2025-08-01"]));
}

#[test]
fn a_file_of_cases_is_answered_line_by_line() {
    let cases = r#"{"at": "2025-08-01", "facts": {"site": "lam_dong", "large": false}}
{"at": "2025-08-01", "site": "can_tho", "large": true}

{"power": "demo.retail", "at": "2027-03-01", "facts": {"site": "Lâm Đồng", "large": false}}
{"site": null}
{"at": "2025-08-01", "facts": {"sites": "lam_dong"}}
not json
{"facts": {"site": "lam_dong", "large": 3}, "at": "2025-08-01"}
"#;
    let folder = retail("eval-lines").with("cases.jsonl", cases);
    let ran = folder.run(&["eval", "retail", "--case", "cases.jsonl"]);
    insta::assert_snapshot!(ran);
    let piped = folder.run_with(&["eval", "retail", "--case", "-"], cases.as_bytes());
    assert_eq!(piped.out.replace("standard input", "cases.jsonl"), ran.out);
}

#[test]
fn what_cannot_be_asked() {
    let folder = retail("eval-refused");
    for (arguments, words) in [
        (&["eval", "retial"][..], "there is no power named `retial`"),
        (&["eval", "retail", "site=hanoi"], "site: `hanoi` is none of the values of Province: lam_dong, can_tho"),
        (&["eval", "retail", "sight=can_tho"], "there is no fact named `sight`"),
        (&["eval", "retail", "large=maybe"], "large: `maybe` is neither yes nor no"),
        (&["eval", "retail", "large=123456789012345678901234567890123456789012345 %"], "large: "),
        (&["eval", "retail", "large"], "`large` is not of the form FACT=VALUE"),
        (&["eval", "retail", "large=yes", "large=no"], "`large` is given twice"),
        (&["eval", "retail", "--at", "1/8/2025"], "--at: `1/8/2025` is no date"),
        (&["eval", "retail", "--case", "none.jsonl"], "none.jsonl: no such file or directory"),
        (&["eval", "retail", "--policies", "none"], "none: there is no such file or folder"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, Some(2), "{ran}");
        assert!(ran.err.starts_with("vires: ") && ran.err.contains(words) && ran.err.lines().count() == 1, "{ran}");
    }
}

#[test]
fn only_by_what_was_published() {
    let text =
        LAPSE.replace("  in force from 2025-07-01 until", "  published on 2025-09-01, in force from 2025-07-01 until");
    let folder = Folder::new("eval-known").with("retail.vires", text);
    let case = ["eval", "retail", "--at", "2025-08-01", "site=lam_dong", "large=no", "--format", "json"];
    let holder = |ran: crate::run::Ran| serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["outcome"].clone();
    assert_eq!(holder(folder.run(&case)), "competent");
    // As known in August the decree was not there yet, and the district had gone.
    assert_eq!(holder(folder.run(&[&case[..], &["--known", "2025-08-01"]].concat())), "gap");
}

#[test]
fn answers_in_vietnamese() {
    let folder = retail("eval-vietnamese");
    let vietnamese = |arguments: &[&str]| folder.run(&[arguments, &["--language", "vi"]].concat());
    insta::assert_snapshot!(vietnamese(&["eval", "retail", "--at", "2025-08-01", "site=lam_dong", "large=no"]));
    insta::assert_snapshot!(vietnamese(&["eval", "retail", "--at", "2027-03-01", "site=lam_dong", "large=no"]));
    insta::assert_snapshot!(vietnamese(&["eval", "retail", "--at", "2025-08-01"]));
    insta::assert_snapshot!(vietnamese(&["eval", "retail", "site=can_tho", "large=no"]));
    insta::assert_snapshot!(vietnamese(&["who", "provincial_pc"]));
    insta::assert_snapshot!(vietnamese(&["powers", "--at", "2025-08-01"]));
    insta::assert_snapshot!(vietnamese(&["test", "--coverage"]));
}

/// What is kept by a list is given for all its entries at once, save those that are given by themselves.
#[test]
fn one_answer_for_all_entries_of_a_list() {
    let folder = Folder::new("eval-entries").with(
        "mergers.vires",
        "package demo \"Demo\"
tier union \"Union\"
list Party : first, second, third
body commission \"Commission\" at union
unit EUR
fact turnover \"Turnover\" : EUR from 0, by Party
power clear \"Clear\"
instrument i \"Regulation\"
  in force from 2020-01-01
  commission holds clear when any 2 Party have turnover above 5 EUR
  clear is not required in all other cases
",
    );
    let on = ["eval", "clear", "--at", "2024-01-01"];
    let alone = folder.run(&[&on[..], &["turnover=0 EUR"]].concat()).to_string();
    assert!(alone.contains("no act is required"), "{alone}");
    let one_more = ["turnover of second=6 EUR", "turnover=9 EUR", "turnover of first=0 EUR"];
    let two = folder.run(&[&on[..], &one_more].concat()).to_string();
    assert!(two.contains("granted to Commission"), "{two}");
    let one = folder.run(&[&on[..], &["turnover=0 EUR", "turnover of first=9 EUR"]].concat()).to_string();
    assert!(one.contains("no act is required"), "{one}");
    let twice = folder.run(&[&on[..], &["turnover=0 EUR", "turnover=1 EUR"]].concat()).to_string();
    assert!(twice.contains("`turnover` is given twice"), "{twice}");
}

/// Where nobody may act alone, no answer says so: every set of holders that is just enough is listed.
#[test]
fn seats_inside_seats() {
    let folder = Folder::new("eval-ways").with(
        "board.vires",
        "package demo \"Demo\"
tier centre \"Centre\"
body chair \"Chair\" at centre
body a \"A\" at centre
body b \"B\" at centre
body c \"C\" at centre
power open \"Open bids\"
power pay \"Pay\"
power sign \"Sign\"
instrument i \"Rules\"
  in force from 2020-01-01
  chair and (any 2 of a, b, c) hold open jointly
  (a or b) and (c or chair) hold pay jointly
  (a or b) or c holds sign
",
    );
    let json = |power: &str| {
        let text = folder.run(&["eval", power, "--at", "2024-01-01", "--format", "json"]).to_string();
        let line = text.lines().find(|line| line.starts_with('{')).unwrap().to_owned();
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        format!("{} {}", json["act"], json.get("ways").unwrap_or(&serde_json::Value::Null))
    };
    assert_eq!(json("open"), r#""jointly" [[0,1,2],[0,1,3],[0,2,3]]"#);
    assert_eq!(json("pay"), r#""jointly" [[0,1],[0,2],[1,3],[2,3]]"#);
    assert_eq!(json("sign"), r#""any" null"#);
    insta::assert_snapshot!(folder.run(&["eval", "open", "--at", "2024-01-01"]));
}

/// A case that contradicts what is assumed is answered all the same, and it is said.
#[test]
fn a_case_that_is_assumed_not_to_occur() {
    let folder = Folder::new("eval-assumed").with(
        "awards.vires",
        "package awards\ncurrency GBP with 2 decimals\nbody top\nfact amount : GBP from 0\npower award\n\
         assume amount at least 1 GBP\ninstrument l\n  in force from 2020-02-01\n  article 1\n    \
         top holds award when amount at least 1 GBP\n",
    );
    let asked = ["award", "--at", "2020-03-01", "amount=0 GBP"];
    for command in [&["eval"][..], &["act", "top"]] {
        insta::assert_snapshot!(folder.run(&[command, &asked].concat()));
        insta::assert_snapshot!(folder.run(&[command, &asked, &["--language", "vi"]].concat()));
        insta::assert_snapshot!(folder.run(&[command, &asked, &["--format", "json"]].concat()));
    }
    let possible = folder.run(&["eval", "award", "--at", "2020-03-01", "amount=1 GBP"]);
    assert!(!possible.out.contains("note:"), "{possible}");
}
