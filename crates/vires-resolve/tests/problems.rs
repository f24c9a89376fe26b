//! Each code, as a drafter sees it.

mod support;

use support::{problems_of, render, resolved};

/// What every small policy begins with; line numbers in the snapshots count from here.
const GROUND: &str = r#"package p "Ground"
currency VND "đồng"
currency USD "dollar", with 2 decimals
unit MW
unit kW is 1/1000 MW
unit litre
tier central
tier province below central
territory Province : north, south
territory Commune : north (n1, n2), south (s1) within Province
list Source : coal, gas, wind (onshore, offshore)
list Field : generation, trading, storage
body government at central
body moit "Ministry" at central, under government
body pc "Provincial committee" at province, one per Province
body cc "Commune committee" one per Commune, under pc
office clerk under moit
fact capacity : MW with 3 decimals from 0 to 20_000
fact height : litre
fact price : USD from 0
fact source : Source
fact fields : set of Field
fact site : Province
fact shop : Commune
fact received : date
fact term : months
fact period : working days
fact storeys : number from 0 or none
fact share : %
fact ready : yes or no
fact applicant : person
power licence place site
power permit acts issue, extend
power sale acts issue
instrument kind decree rank 4, issued by government
instrument kind decision rank 8
modality delegate
  giver stops acting
instrument d1
  kind decree, issued by government
  in force from 2025-07-01 until 2027-02-28
"#;

/// The ground with more lines below `d1`, each in an article of its own.
fn ground(rules: &[&str]) -> String {
    let mut text = GROUND.to_owned();
    for (n, rule) in rules.iter().enumerate() {
        text.push_str(&format!("  article {}\n    {}\n", n + 1, rule.replace('\n', "\n    ")));
    }
    text
}

macro_rules! check {
    ($name:ident, $text:expr) => {
        #[test]
        fn $name() {
            let text: String = $text;
            insta::with_settings!({omit_expression => true}, {
                insta::assert_snapshot!(problems_of(&[("p.vires", &text)]));
            });
        }
    };
}

check!(the_ground_is_clean, ground(&["moit holds licence, permit, sale"]));
check!(
    names,
    ground(&[
        "moti holds licence",
        "moit holds license",
        "moit holds licence when capacty at least 50 MW",
        "moit holds licence when source is gass",
        "source holds licence",
        "moit holds moit",
        "moit holds licence when licence is held at moit",
        "pc of norht holds licence",
        "delegate licence from nobody_known to pc of nowhere",
        "permit may not be passed on below Province",
        "moit holds licence when every_thing and Source is coal",
        "moit holds licence based on d1 article 99, d9 article 1",
    ])
);
check!(
    types,
    ground(&[
        "moit holds licence when capacity at least 50",
        "moit holds licence when capacity at least 50 litre",
        "moit holds licence when capacity at least 50 VND",
        "moit holds licence when capacity at least 2025-01-01",
        "moit holds licence when received from 50",
        "moit holds licence when source at least 5",
        "moit holds licence when source is 5",
        "moit holds licence when ready is coal",
        "moit holds licence when source",
        "moit holds licence when fields is one of generation, trading",
        "moit holds licence when source include coal",
        "moit holds licence when count of source at least 2",
        "moit holds licence when term at least 30 days",
        "moit holds licence when period at least 3 days",
        "moit holds licence when storeys is none or source is none",
        "moit holds licence when site is n1",
        "moit holds licence when site is source",
        "moit holds licence when share at least 0.65",
        "moit holds licence when applicant is john",
        "moit holds licence when source is coal and gas",
        "moit holds licence when 50 MW at most capacity",
        "moit holds licence when today from received",
        "moit holds licence when fields are coal and generation",
        "moit of north holds licence",
        "pc of source holds licence",
        "pc of n1 holds licence",
        "cc of site holds licence",
        "cc of north holds licence",
        "pc of its place holds permit",
        "cc of its place holds licence",
    ])
);
check!(
    ranges,
    ground(&[
        "moit holds licence when capacity at least 20_001 MW",
        "moit holds licence when capacity below -1 MW",
        "moit holds licence when capacity at least 50.0005 MW",
        "moit holds licence when capacity at least 0.5 kW",
        "moit holds licence when price above 999.999 USD",
        "moit holds licence when storeys at least 2.5",
        "moit holds licence when count of fields at least 1/2",
        "moit holds licence when capacity at least 99999999999999999999999999 MW",
        "any 3 of moit, clerk hold licence",
        "moit holds licence when any 3 of\n  ready\n  storeys is none",
        "nobody holds licence from 2026-07-01 until 2026-06-30",
        "nobody holds licence from 2028-01-01",
        "moit holds licence from 2026-01-01 until 2028-01-01",
        "moit holds licence when term at least 2 years",
        "moit holds licence until 2026-01-01, before 2027-01-01",
    ])
);
check!(
    declarations,
    format!(
        "{GROUND}{}",
        r#"fact capacity : date
fact backwards : number from 10 to 5
fact empty
fact fine : MW with 20 decimals
fact ranged : Source from 1
fact coarse : number from 1/2
fact odd : Nowhere
unit zero is 0 MW
unit inch is 25.4 cm
unit cm is 1/2.54 inch
tier a below b
tier b below a
body x under y
body y under x
body z at province at central
body gone from 2026-01-01 until 2025-01-01
power odd_power place ready
power twice acts issue, issue
list Empty
list Again : one, two (one)
modality mend
  title stays
  title moves
  form decree or above
  rank 4
instrument kind unranked
modality up
  form unranked or above
instrument d2
  kind Source, issued by clerk of north
  rank 3
instrument d2
  kind decree
precedence later
precedence higher rank
moit holds licence
article 5
"#
    )
);
check!(
    circles,
    format!(
        "{GROUND}{}",
        r#"  article 1
    moit holds licence when sale is held by moit
    moit holds sale when deed is held by clerk
    delegate every power of moit to clerk when deed is held by pc
    clerk holds deed when licence is held by moit
    read moit for clerk
    read clerk for moit
power deed
power aside
fact a is b or ready
fact b is (not c)
fact c is a
fact d is d
"#
    )
);
check!(
    acts,
    ground(&[
        "moit holds permit when act is issue",
        "moit holds permit, sale when act is issue",
        "moit holds permit, sale when act is extend",
        "moit holds licence when act is issue",
        "delegate every power of moit to clerk when act is issue",
        "moit holds permit when sale is held by clerk",
        "moit holds sale when permit is held by clerk",
    ])
);
check!(
    changes_of_law,
    format!(
        "{GROUND}{}",
        r#"  article 1
    moit holds licence
  article 2
    clause 1
      moit holds sale when act is issue
  article 3
    pc of site holds permit when act is issue
instrument d2
  kind decree, issued by government on 2025-08-01, in force from 2025-09-01
  article 1
    repeal d1 article 2
    replace d1 article 1 with
    insert after d1 article 1
  article 2
    extend d1
    start d1
    extend d1 article 3 until 2026-01-01
    extend d2 until 2030-01-01
    repeal d1 article 7, d1 article 1 clause 4
    repeal d9
    repeal d1 article 3 until 2026-01-01
    suspend d1 article 3 when capacity above 1 MW
    suspend d1 article 3 until 2025-10-01
      article 4
instrument d3
  kind decree, issued by government on 2025-08-02, in force from 2026-01-01
  based on d1 article 2
  article 1
    replace d1 article 2 clause 1 with
      moit holds sale when act is issue
    repeal d1 article 1
    insert after d1 article 1
      article 1a
        every power of moit in sector x may not be passed on
instrument d4
  kind decree, issued by government on 2025-08-02, in force from 2026-01-01
  article 1
    replace d1 with
      article 1
        clerk holds licence
    moit holds permit when act is extend, based on d1 article 3
instrument n1
  kind decision, issued on 2025-09-01, in force from 2027-06-01
  article 1
    extend d1 until 2028-01-01
    repeal d2 article 1
    repeal d1 article 3
"#
    )
);

check!(
    not_yet,
    ground(&[
        "set limit of coal to 3",
        "appoint john to clerk",
        "for licence\n  after review by clerk",
        "moit holds licence\n  with consent of clerk",
        "moit holds licence\n  within 15 working days of received, else approved",
        "whoever holds sale holds licence",
        "moit may take over licence from clerk",
        "moit may delegate licence to clerk",
        "moit holds licence when capacity at least height",
        "moit holds licence when capacity + height at least 5 MW",
        "moit holds licence when capacity * height above 5",
        "moit holds licence when any Source has ready",
        "moit holds licence when received before today",
        "every power of moit may not be passed on",
    ])
);
check!(
    poison,
    format!(
        "{GROUND}{}",
        r#"  article 1
    moit holds licence when limit above 5
    ghost holds licence
    ghost holds permit
    moit holds licence when large and huge
    moit holds sale when bad_source is coal
    moit holds sale before new_law
fact bad_source : Sources
fact large is capacity at least 5 VND
fact huge is large or ready
body ghost at nowhere
parameter limit : VND
event new_law
"#
    )
);
check!(
    issuers,
    format!(
        "{GROUND}{}",
        r#"body late from 2026-01-01
instrument d3
  kind decree, issued by moit on 2025-01-01
  in force from 2025-01-01
  article 1
    moit holds licence
    abolish moit from 2025-06-01
    this instrument prevails over every instrument
instrument d4
  kind decision, issued by late on 2025-01-01
  in force from 2025-01-01
  article 1
    moit holds licence
"#
    )
);
check!(
    checks_in_error,
    format!(
        "{GROUND}{}",
        r#"test "values"
  on 2025-08-01
  given source is wind, capacity is 50, capacity is 5 VND, ready is coal, fields are generation and wind
  given storeys is 2.5, site is none, large is yes, act is extend, applicant is john
  expect moit holds sale
  expect moit holds licence under d1 article 7
  expect undetermined over licence, needs nothing
test "no expectation"
  on 2025-08-01
fact large is ready
require licens has a holder
require every delegate has an end when capacity at least 5
assume capacity at least 5 MW and licence is held by moit
assume today from 2025-01-01
"#
    )
);
check!(
    placement,
    ground(&[
        "fact late : yes or no\nmoit holds licence when late",
        "moit holds licence, rank 4",
        "delegate licence from moit to clerk in all other cases",
        "moit holds licence may not be passed on",
        "this clause prevails over d1",
        "abolish clerk until 2026-01-01",
    ])
);

#[test]
fn packages() {
    let files = [
        (
            "main.vires",
            "package m\nuse a\nuse b\nuse stat\nbody own\npower licence\ninstrument i\n  in force from 2025-01-01\n  article 1\n    board holds licence\n    a.board holds licence\n    own holds licence\n    only_c holds licence\n    c.only_c holds licence\n",
        ),
        ("a.vires", "package a\nuse c\nbody board\nbody own\nprecedence later\n"),
        ("b.vires", "package b\nbody board\n"),
        ("c.vires", "package c\nuse a\nbody only_c\npackage d\n"),
        ("nameless.vires", "body x\npower y\ninstrument z\n  article 1\n    only_c holds y\n"),
    ];
    insta::assert_snapshot!(problems_of(&files));
}

#[test]
fn list_files() {
    let files = [
        (
            "main.vires",
            "package m\nterritory Province from \"provinces.csv\"\nterritory Commune within Province, from \"communes.csv\"\nlist Odd from \"odd.csv\"\nlist Missing from \"missing.csv\"\nlist Tree from \"tree.csv\"\nlist Long from \"long.csv\"\nlist Torn from \"torn.csv\"\nfact site : Province\nbody pc one per Province\npower p\ninstrument i\n  article 1\n    pc of south holds p\n    pc of north holds p when site is east\n",
        ),
        (
            "provinces.csv",
            "\u{feff}name,label,from,until,successor\r\nnorth,\"Bắc, cũ\",,,\r\nsouth,Nam,01/07/2025,,\r\nnorth,Again,,,\r\n,Nobody,,,\r\n9x,Digit,,,\r\neast,Đông,,2025-06-30,nowhere\r\n",
        ),
        ("communes.csv", "parent,name\nnorth,n1\nwest,w1\nsouth,s1\n"),
        ("odd.csv", "title,label\nx,y\n"),
        ("tree.csv", "name,parent,colour\na,b,\nb,a,\nc,a,\n"),
        ("long.csv", "name,label\na\nb,c,d\n"),
        ("torn.csv", "name,label\na,\"torn\nb,c\n"),
    ];
    insta::assert_snapshot!(problems_of(&files));
}

#[test]
fn an_unreadable_line_costs_itself() {
    let text = ground(&[
        "moit holds ?? licence",
        "moit holds permit\n  when capacity ?? 5",
        "pc of site holds sale",
        "moit holds sale when unheard and capacity at least 5 MW",
    ]) + "fact unheard ?? : yes or no\n";
    let files = [("p.vires", text.as_str())];
    insta::assert_snapshot!(render(&resolved(&files, true), &files));
}
