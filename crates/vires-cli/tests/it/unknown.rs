//! Facts that are not given: what all that they may be comes to is the answer, however many they are, and whatever asks about them.

use crate::run::Folder;

/// A schedule of delegations as such are written: a limit for each grade, sums and shares, and what is excluded in a line of its own.
const SCHEDULE: &str = r#"package schedule "Schedule"
currency AUD "dollars", with 2 decimals
list Grade "Grade" : b3, b2, b1, a3, a2, a1
body secretary "Secretary"
body officer "Officer" under secretary, one per Grade
modality delegate "Delegation"
  giver may still act
fact grant "It is a grant" : yes or no
fact grade "Grade" : Grade
fact amount "Amount" : AUD from 0
fact earlier "Committed earlier" : AUD from 0
fact variation "It is a variation" : yes or no
fact original "Original amount" : AUD from 0
fact variations "All variations" : AUD from 0
parameter limit "Limit" : AUD from 0, by Grade
power commit "Commit money"
instrument schedule_1 "Schedule 1"
  in force from 2023-07-01
  article 1
    secretary holds commit
  article 2
    set limit of b3 to 600_000 AUD
    set limit of b2 to 500_000 AUD
    set limit of b1 to 400_000 AUD
    set limit of a3 to 300_000 AUD
    set limit of a2 to 200_000 AUD
    set limit of a1 to 100_000 AUD
    delegate commit from secretary to officer of grade
      when not variation and amount + earlier at most limit of grade
    delegate commit from secretary to officer of grade
      when variation and variations at most 10% of original and variations at most limit of grade
    secretary keeps commit when grant
"#;

#[test]
fn an_answer_does_not_wait_for_facts_that_do_not_matter() {
    let folder = Folder::new("unknown-schedule").with("schedule.vires", SCHEDULE);
    let on = ["--at", "2024-09-02"];
    let run = |arguments: &[&str]| folder.run(&[arguments, &on[..]].concat()).to_string();
    let answers = [
        run(&["eval", "commit", "grant=yes", "grade=b3"]),
        run(&["eval", "commit", "grant=yes"]),
        run(&["act", "secretary", "commit"]),
        run(&["act", "officer of b1", "commit", "grant=yes"]),
        run(&["act", "officer of b1", "commit", "grant=no"]),
        run(&["eval", "commit", "grade=a1", "grant=no", "variation=no"]),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

/// What is assumed ties facts together; another text prevails whatever they are.
#[test]
fn assumptions_do_not_hide_that_all_cases_come_to_one() {
    let policy = r#"package mining "Mining"
list Regency "Regency" : kukar, berau, kutim, morowali, poso, konawe
body ministry "Ministry"
body regent "Regent" one per Regency
fact regencies "Regencies in which the area lies" : set of Regency
fact regency "Regency of the mine" : Regency
fact plant "Regency of the plant" : Regency
fact sea "Distance from the coast" : number with 1 decimal from 0 to 200 or none
assume regencies include regency and regencies include plant
power licence "Licence"
instrument old "Law 4/2009"
  in force from 2009-01-12
  article 37
    regent of plant holds licence when sea is none
    regent of regency holds licence when count of regencies is 1 and sea at most 4
    ministry holds licence in all other cases
instrument new "Law 23/2014"
  in force from 2014-10-02
  article 1
    ministry holds licence
    this instrument prevails over old
"#;
    let folder = Folder::new("unknown-mining").with("mining.vires", policy);
    insta::assert_snapshot!(folder.run(&["eval", "licence", "--at", "2014-10-02"]));
}

const FILES: &str = r#"package files "Files"
tier state "State"
tier town "Town" below state
body ministry "Ministry" at state
body council "Council" at town
body senate "Senate" at state
office first under council
office second under council
fact urgent "Urgent" : yes or no
fact national "Of national importance" : yes or no
fact exempt "Exempt" : yes or no
fact filed "Filed" : date
fact party "The other party" : person
power permit "Permit"
power refund "Refund"
power notice "Notice"
power pay "Pay"
power legislate "Legislate"
instrument file_code "Code"
  in force from 2024-01-01
  article 1
    council holds permit
      within 20 days of filed, else lapses when urgent
  article 2
    council holds refund
      within 10 days of filed, else approved when urgent
      within 10 days of filed, else refused when national
  article 3
    council holds notice
      within 20 days of filed, else passes to ministry
  article 4
    for notice when national
      within 30 days of filed, else refused until decided
  article 5
    first and second hold pay jointly
    appoint an to first
    appoint binh to second
    party may not hold pay when not exempt
  article 6
    ministry holds legislate when national
    council holds legislate in all other cases
    for legislate when legislate is held at state
      with consent of senate
"#;

#[test]
fn an_act_depends_on_deadlines_and_bars_that_may_apply() {
    let folder = Folder::new("unknown-files").with("files.vires", FILES);
    let act = |arguments: &[&str]| folder.run(&[&["act"], arguments].concat()).to_string();
    let answers = [
        act(&["council", "permit", "--at", "2024-02-08", "filed=2024-03-10"]),
        act(&["council", "permit", "--at", "2024-03-12", "filed=2024-03-10"]),
        act(&["council", "refund", "--at", "2024-03-01", "filed=2024-02-01", "urgent=yes"]),
        act(&["ministry", "notice", "--at", "2024-03-01", "filed=2024-02-01"]),
        act(&["first,second", "pay", "--at", "2024-03-01", "party=an"]),
        act(&["first,second", "pay", "--at", "2024-03-01", "party=chi"]),
        folder.run(&["eval", "pay", "--at", "2024-03-01", "party=an"]).to_string(),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

/// Steps do not change who holds a power, so they may turn on it.
#[test]
fn a_step_may_turn_on_who_holds_its_own_power() {
    let folder = Folder::new("unknown-steps").with("files.vires", FILES);
    let on = ["legislate", "--at", "2024-03-01"];
    let answers = [
        folder.run(&["check"]).to_string(),
        folder.run(&[&["eval"], &on[..], &["national=yes"]].concat()).to_string(),
        folder.run(&[&["eval"], &on[..], &["national=no"]].concat()).to_string(),
        folder.run(&[&["eval"], &on[..]].concat()).to_string(),
        folder.run(&[&["act", "ministry"], &on[..], &["national=yes"]].concat()).to_string(),
    ];
    insta::assert_snapshot!(answers.join("\n"));
}

/// Any two of the three offices might be filled by two persons, and all three cannot.
#[test]
fn more_roles_than_persons() {
    let policy = r#"package firm "Firm"
body firm "Firm"
office cfo "CFO" under firm
office ceo "CEO" under firm
office clerk "Clerk" under firm
power pay "Pay"
power sign "Sign"
instrument order "Order"
  in force from 2020-01-01
  article 1
    appoint an to ceo
    appoint binh to clerk
    appoint an to cfo
    appoint binh to cfo
    appoint chi to clerk from 2022-01-01
  article 2
    cfo holds pay
      with consent of clerk
      after review by ceo
  article 3
    cfo and clerk and ceo hold sign jointly
"#;
    let folder = Folder::new("unknown-persons").with("firm.vires", policy);
    let done = ["--done", "consent of clerk", "--done", "review of ceo"];
    let act = |day: &str| folder.run(&[&["act", "cfo", "pay", "--at", day], &done[..]].concat()).to_string();
    let sign = |more: &[&str]| folder.run(&[&["eval", "sign", "--at", "2021-03-01"], more].concat()).to_string();
    let answers = [act("2021-03-01"), act("2022-03-01"), sign(&["--language", "vi"]), sign(&["--format", "json"])];
    insta::assert_snapshot!(answers.join("\n"));
}
