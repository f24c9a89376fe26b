//! What a text means once it is resolved.

mod support;

use support::{Dump, problems, resolved};

const GROUND: &str = r#"package p "Ground"
currency USD "dollar", with 2 decimals
unit MW
unit kW is 1/1000 MW
unit W is 1/1000 kW
tier central
tier province below central
tier district below province, until 2025-06-30
territory Province : north, south
territory Commune : north (n1, n2), south (s1) within Province
list Source : coal, gas, wind (onshore, offshore)
list Field : generation, trading, storage
body kind committee
body government at central
body moit at central, under government
body mae at central, under government
body pc at province, one per Province, kind committee
body dc at district, kind committee
body cc one per Commune, under pc, kind committee
office clerk under moit
fact capacity : MW with 3 decimals from 0 to 20_000
fact price : USD from 0
fact source : Source
fact grade : high, low (very_low)
fact fields : set of Field or none
fact site : Province
fact office_at : Province
fact shop : Commune
fact received : date
fact term : months
fact years_held : years from 0
fact storeys : number from 0 or none
fact share : % from 0 to 100
fact ready : yes or no, found by pc
fact doubtful : yes or no or none
fact applicant : person
power licence sector energy, place site
power permit acts issue, extend
power sale acts issue, code "1.2", held concurrently
instrument kind decree rank 4, issued by government
instrument kind law rank 2
instrument kind decision rank 8, issued by committee
modality delegate
  giver stops acting
  title stays
  onward never
  form decree or above
  from moit, committee to province
instrument d1 "D1"
  kind decree, issued by government on 2025-06-12, published on 2025-06-20
  in force from 2025-07-01 until 2027-02-28, overlay
"#;

fn with(rules: &[&str], margin: &str) -> String {
    let mut text = GROUND.to_owned();
    for (n, rule) in rules.iter().enumerate() {
        text.push_str(&format!("  article {}\n    {}\n", n + 1, rule.replace('\n', "\n    ")));
    }
    text + margin
}

fn rules(text: &str) -> String {
    assert_eq!(problems(text), "no problems");
    let out = resolved(&[("p.vires", text)], false);
    Dump(&out.model).rules()
}

#[test]
fn declarations() {
    let text = with(&[], "assume source is coal or not ready\n");
    assert_eq!(problems(&text), "no problems");
    insta::assert_snapshot!(Dump(&resolved(&[("p.vires", &text)], false).model).declarations());
}

#[test]
fn conditions() {
    let conditions = [
        "capacity at least 50_000 kW",
        "capacity above 5 MW and at most 1_000_000 W",
        "price is 999.99 USD",
        "term at least 2 years",
        "years_held at least 24 months",
        "share above 65%",
        "source is wind",
        "source is not wind",
        "source is one of coal, wind",
        "source is none of coal, gas",
        "grade is low",
        "site is office_at",
        "shop is site",
        "shop is north",
        "shop is not n1",
        "storeys is none",
        "storeys is not none",
        "storeys is not 3",
        "storeys is one of 3, none",
        "ready",
        "not ready",
        "ready is no",
        "doubtful is no",
        "doubtful is ready",
        "fields include generation",
        "fields include generation, trading",
        "fields include only generation, trading",
        "fields are generation and trading",
        "count of fields at least 2",
        "received from 2025-07-01",
        "today before 2026-01-01",
        "large or huge",
        "large is no",
        "sale is held by moit or pc",
        "sale is held by moit and clerk jointly",
        "sale is held at province",
        "sale is held below central",
        "none of\n  ready\n  large",
        "any 2 of\n  ready\n  large\n  storeys is none",
        "ready except when source is coal",
    ];
    let lines: Vec<_> = conditions
        .iter()
        .map(|condition| format!("moit holds licence when {condition}").replace("\n", "\n  "))
        .collect();
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let text = with(&lines, "fact large is capacity at least 30 MW\nfact huge is large and not ready\n");
    let out = rules(&text);
    let shown: Vec<_> = conditions
        .iter()
        .zip(out.lines())
        .map(|(condition, line)| {
            let (_, lowered) = line.split_once(" when ").unwrap_or((line, "always"));
            format!("{}\n    {lowered}", condition.replace('\n', " |"))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn all_rules() {
    insta::assert_snapshot!(rules(&with(
        &[
            "moit or clerk holds licence",
            "moit and clerk hold licence jointly",
            "any 2 of moit, clerk, government hold licence",
            "pc holds licence in all other cases",
            "pc of its place holds licence",
            "cc of n1 holds permit",
            "pc of shop holds permit",
            "nobody holds licence from 2026-01-01 until 2026-06-30",
            "licence is not required before 2026-01-01",
            "delegate licence from moit to pc of site\n  may not be passed on below clerk except moit",
            "delegate every power of moit in sector energy under d1 article 1 except sale, d1 article 2 to pc of its place",
            "delegate every other power of pc to clerk",
            "moit keeps licence when ready",
            "moit keeps every power",
            "clerk may not hold licence",
            "applicant may not hold every power",
            "licence may not be passed on below moit except clerk",
            "every power in sector energy may not be passed on",
        ],
        ""
    )));
}

#[test]
fn acts_split_a_rule_where_they_differ() {
    insta::assert_snapshot!(rules(&with(
        &[
            "moit holds permit, sale when act is issue",
            "moit holds permit, sale when ready",
            "moit holds permit when issuing"
        ],
        "fact issuing is act is issue and ready\n"
    )));
}

#[test]
fn provisions_give_dates_and_merge() {
    let text = with(
        &[],
        r#"  chapter I
    article 1 "First" from 2025-09-01
      moit holds licence
      clause 1 until 2026-12-31
        moit holds permit
        moit holds sale from 2024-01-01 until 2025-01-01
  annex XIV
    section C
      moit holds sale based on d1 article 1 clause 1
instrument d1
  chapter I
    article 1
      clause 1
        clerk holds permit
      point đ
        clerk holds sale
instrument law_x
instrument d2
  kind decree, issued by government
  based on d1 article 1, law_x article 7 clause 2
"#,
    );
    let out = rules(&text);
    let model = resolved(&[("p.vires", &text)], false).model;
    let declared = Dump(&model).declarations();
    let instruments: Vec<_> = declared.lines().filter(|line| line.starts_with("instrument")).collect();
    insta::assert_snapshot!(format!("{out}{}", instruments.join("\n")));
}

#[test]
fn reading_one_body_for_another() {
    insta::assert_snapshot!(rules(
        &with(
            &[
                "moit holds licence",
                "pc of site holds permit",
                "delegate licence from moit to dc",
                "clerk holds sale when licence is held by moit"
            ],
            r#"instrument d2
  kind law, issued by government
  in force from 2026-01-01 until 2026-12-31
  article 1
    read mae for moit
    read cc of shop for dc in d1 article 3
instrument d3
  kind law
  in force from 2026-06-01 until 2026-08-31, overlay
  article 1
    read government for mae
    abolish clerk from 2026-03-01
"#
        )
        .replace("2026-08-31, overlay", "2026-08-31")
    ));
}

#[test]
fn an_overlay_is_read_only_while_it_lasts() {
    insta::assert_snapshot!(rules(&with(
        &["moit holds licence"],
        "instrument d3\n  in force from 2026-06-01 until 2026-08-31, overlay\n  article 1\n    read mae for moit\n"
    )));
}

#[test]
fn abolition_ends_a_life() {
    let text = with(&["abolish clerk, dc from 2026-03-01", "abolish mae"], "").replace(", overlay", "");
    assert_eq!(problems(&text), "no problems");
    let declared = Dump(&resolved(&[("p.vires", &text)], false).model).declarations();
    let bodies: Vec<_> =
        declared.lines().filter(|line| line.starts_with("body") || line.starts_with("office")).collect();
    insta::assert_snapshot!(bodies.join("\n"));
}

#[test]
fn application_is_conjoined_while_its_line_is_in_force() {
    insta::assert_snapshot!(rules(&with(
        &[
            "moit holds licence",
            "clause 1\n  moit holds permit until 2028-01-01, when ready\n  this article applies only when site is north from 2026-01-01",
            "this instrument applies only when received from 2025-07-01",
            "this instrument prevails over every instrument",
        ],
        "instrument d0\n  kind law\n  in force from 2020-01-01\n"
    ).replace("until 2028-01-01", "until 2026-12-31")));
}

#[test]
fn words_name_instruments() {
    insta::assert_snapshot!(rules(&with(
        &[
            "this instrument yields to every law, decree issued from 2025-01-01, in force before 2026-01-01",
            "this article prevails over every instrument",
            "this instrument prevails over a1, a2 article 1",
            "this instrument yields to every law",
        ],
        r#"instrument a1
  kind law
  in force from 2025-08-01
instrument a2
  kind decree, issued by government on 2024-12-31
  in force from 2025-08-01
  article 1
    moit holds licence
instrument a3
  kind decree
  in force from 2026-01-01
instrument a4
  kind law
"#
    )));
}

#[test]
fn checks() {
    let text = with(
        &["moit holds licence, permit"],
        r#"test "values"
  on 2025-08-01
  known on 2025-09-01
  given source is onshore, capacity is 50_000 kW, fields are generation and trading, storeys is none, doubtful is no
  given site is north, received is 2025-07-02, applicant is john, term is 1 years, ready, act is issue
  expect moit holds licence under d1 article 1
  expect pc of north holds licence
  expect nobody holds permit
  expect permit is not required
  expect gap over permit
  expect conflict over sale
  expect undetermined over permit, needs site, act
  expect applicant may not hold permit
require every delegate has an end
require licence has a holder when source is coal from 2026-01-01
require permit is held by moit when act is issue
require no power in sector energy is held below central
"#,
    );
    assert_eq!(problems(&text), "no problems");
    insta::assert_snapshot!(Dump(&resolved(&[("p.vires", &text)], false).model).checks());
}

/// Derived facts that double each time would make a condition of a million parts.
#[test]
fn derived_facts_do_not_explode() {
    let mut text = with(&["moit holds licence when f20"], "fact f0 is ready or source is coal\n");
    for n in 1..=20 {
        text.push_str(&format!("fact f{n} is (f{m} and source is gas) or (f{m} and not f{m})\n", m = n - 1));
    }
    insta::assert_snapshot!(problems(&text));
}

#[test]
fn long_chains_of_derived_facts_are_refused() {
    let mut text = with(&["moit holds licence when f2000"], "");
    for n in (1..=2000).rev() {
        text.push_str(&format!("fact f{n} is (not f{})\n", n - 1));
    }
    text.push_str("fact f0 is ready\n");
    let out = resolved(&[("p.vires", &text)], false);
    assert!(out.problems.iter().any(|problem| problem.code == "V1012"));
    assert!(out.problems.iter().all(|problem| problem.code == "V1012"), "{:#?}", out.problems);
}

#[test]
fn the_same_files_give_the_same_result() {
    let text = with(&["moit holds licence when unknwn", "pc of nort holds licence"], "body dup\nfact dup : date\n");
    let files = [("p.vires", text.as_str())];
    assert_eq!(resolved(&files, false), resolved(&files, false));
}
