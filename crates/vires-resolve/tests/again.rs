//! Resolving again after an edit gives what resolving afresh gives, whatever was edited: the policies of this repository,
//! and made-up ones with what files share (derived facts that ask for the act, parameters, texts that are only cited).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vires_model::FileId;
use vires_resolve::{Attachments, Input, Memory, SourceFile, resolve, resolve_again};
use vires_syntax::{FileKind, Parsed};
use vires_words::{Words, words};

/// A small generator of its own (Knuth's 64-bit linear congruence).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// Texts with their trees, and the lists beside them.
#[derive(Default)]
struct World {
    texts: Vec<(String, String, Parsed)>,
    lists: BTreeMap<PathBuf, String>,
}

impl World {
    fn add(&mut self, path: &str, text: &str) {
        self.texts.push((path.to_owned(), text.to_owned(), vires_syntax::parse(text, FileKind::Policy)));
    }

    fn read(folder: &Path) -> Self {
        let (mut world, mut open) = (Self::default(), vec![folder.to_owned()]);
        let mut paths = Vec::new();
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { open.push(path) } else { paths.push(path) }
            }
        }
        paths.sort();
        for path in paths {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_owned();
            match extension.as_str() {
                "vires" => world.add(path.to_str().unwrap(), &std::fs::read_to_string(&path).unwrap()),
                "csv" => {
                    world.lists.insert(path.clone(), std::fs::read_to_string(&path).unwrap());
                }
                _ => {}
            }
        }
        world
    }

    /// Compares on the texts as they are.
    fn compare(&self, memory: &mut Memory, what: &str) {
        let files: Vec<SourceFile<'_>> = (self.texts.iter().zip(0..))
            .map(|((path, text, parsed), n)| SourceFile {
                id: FileId(n),
                path,
                text,
                edition: None,
                tree: &parsed.file,
            })
            .collect();
        let languages = BTreeMap::new();
        let input = Input { files: &files, known: None, languages: &languages };
        let again = resolve_again(memory, &input, self);
        assert!(again == resolve(&input, self), "{what}");
    }
}

impl Attachments for World {
    fn read(&self, from: FileId, name: &str) -> Result<(FileId, String), Words> {
        let beside = Path::new(&self.texts[from.0 as usize].0).parent().unwrap().join(name);
        let number = self
            .lists
            .keys()
            .position(|path| *path == beside)
            .ok_or_else(|| words!("there is no such file", "không có tệp này"))?;
        let id = FileId(u32::try_from(self.texts.len() + number).unwrap());
        Ok((id, self.lists[&beside].clone()))
    }
}

/// One line changed. Mostly one that is neither empty nor at the margin, and mostly so that no other line moves.
fn change(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut at = dice.below(lines.len());
    for _ in 0..8 {
        if lines[at].starts_with("    ") {
            break;
        }
        at = dice.below(lines.len());
    }
    let other = lines[dice.below(lines.len())].clone();
    let words: Vec<&str> = other.split_whitespace().collect();
    let word = words.get(dice.below(words.len())).copied().unwrap_or("moit");
    let before = lines[at].clone();
    let bytes = before.len();
    let cut = before.trim_end().rfind(' ').unwrap_or(0);
    let changed = match dice.below(8) {
        0 => before.replace('1', "2"),
        1 => before.replace('5', "6"),
        2 | 3 => format!("{} {word}", &before[..cut]),
        4 => before[..cut].to_owned(),
        5 => other.clone(),
        6 => before.replace(" when ", " except when "),
        _ => format!("{before} # note"),
    };
    match bytes.checked_sub(changed.len()) {
        Some(room) => lines[at] = format!("{changed}{}", " ".repeat(room)),
        None if dice.below(3) == 0 => lines[at] = changed,
        None => {}
    }
    lines.join("\n") + "\n"
}

fn edited(mut world: World, edits: usize) {
    let mut memory = Memory::default();
    let mut dice = Dice(7);
    world.compare(&mut memory, "at first");
    let first = memory.runs_read();
    world.compare(&mut memory, "nothing has changed");
    let rest = memory.runs_read() - first;
    assert!(rest * 4 < first, "of {first} runs, {rest} were read again where nothing had changed");
    let start: Vec<String> = world.texts.iter().map(|(_, text, _)| text.clone()).collect();
    for edit in 0..edits {
        let n = dice.below(world.texts.len());
        let text = if dice.below(4) == 0 { start[n].clone() } else { change(&world.texts[n].1, &mut dice) };
        world.texts[n].2 = vires_syntax::parse(&text, FileKind::Policy);
        world.texts[n].1 = text;
        world.compare(&mut memory, &format!("edit {edit} of {}:\n{}", world.texts[n].0, world.texts[n].1));
    }
    let fresh = first * u64::try_from(edits).unwrap();
    assert!(memory.runs_read() < fresh, "everything was read after every edit");
    let grounds = usize::try_from(memory.grounds_read()).unwrap();
    assert!(grounds < edits, "the ground was read after every edit");
}

#[test]
fn the_law_of_vietnam() {
    edited(World::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/vietnam")), 120);
}

#[test]
fn what_files_share() {
    let mut world = World::default();
    world.add(
        "ground.vires",
        "package p \"Ground\"
unit MW
tier central
list Source : coal, wind (onshore, offshore)
body a at central
body b at central, under a
fact capacity : MW from 0 to 1_000
fact source : Source
fact large is capacity at least limit
fact renewing is act is renew
parameter limit : MW
power licence sector energy, acts issue, renew
power permit sector energy, acts renew, revoke
power report
power decision
modality delegate
  giver stops acting
  title stays
instrument cited \"Cited\"
",
    );
    for file in ["x", "y", "z"] {
        world.add(
            &format!("{file}.vires"),
            &format!(
                "package p
instrument {file} \"{file}\"
  in force from 2025-01-01
  article 1
    set limit to 50 MW
    a holds licence when renewing and large
    b holds licence in all other cases
    a holds report when licence is held by a
    (a and b jointly) or b holds decision
  article 2
    a holds permit when capacity above limit and at most 100 MW
    delegate permit from a to b when renewing, based on cited article 7
    delegate every power of a in sector {file}_only to b when source is coal
    b may not hold report
      based on cited article {file}1
"
            ),
        );
    }
    for n in 0..12 {
        world.add(
            &format!("{n}.vires"),
            &format!(
                "package p
instrument plain_{n} \"{n}\"
  in force from 2025-01-01
  article 1
    a holds report when capacity below 50 MW
    a holds permit when act is revoke
  article 2
    a keeps permit
    b holds report in all other cases
"
            ),
        );
    }
    edited(world, 400);
}

/// Lines as wide as this do not move each other.
const WIDTH: usize = 60;

fn padded(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line:<WIDTH$}\n")).collect()
}

#[test]
fn the_ground_stands_after_edits_of_rules_and_of_nothing_else() {
    let mut world = World::default();
    world.add(
        "p/ground.vires",
        &padded(&[
            "package p \"Ground\"",
            "unit MW",
            "tier central",
            "list Source from \"sources.csv\"",
            "body a at central",
            "body b at central, under a",
            "fact capacity : MW from 0 to 1_000",
            "fact source : Source",
            "power licence",
            "power permit",
        ]),
    );
    let text = [
        "package p",
        "instrument x \"x\"",
        "  in force from 2025-01-01",
        "  article 1",
        "    a holds licence when capacity below 50 MW",
        "    b holds licence when source is coal",
        "",
        "  article 2",
        "    in force from 2026-01-01",
        "    a holds permit",
        "    repeal article 1 from 2027-01-01",
        "instrument y \"y\"",
        "  in force from 2025-01-01",
        "  article 1",
        "    replace x article 2 with",
        "      article 2",
        "        b holds permit",
    ];
    world.add("p/x.vires", &padded(&text));
    world.lists.insert(PathBuf::from("p/sources.csv"), "name\ncoal\ngas\n".to_owned());
    let mut memory = Memory::default();
    world.compare(&mut memory, "at first");
    let mut edited = |line: usize, now: &str, stands: bool| {
        let mut changed = text;
        changed[line] = now;
        let before = memory.grounds_read();
        for lines in [padded(&changed), padded(&changed).replace("50 MW", "60 MW"), padded(&text)] {
            world.texts[1].2 = vires_syntax::parse(&lines, FileKind::Policy);
            world.texts[1].1 = lines;
            world.compare(&mut memory, now);
        }
        assert_eq!(memory.grounds_read() == before, stands, "{now}");
    };
    // Rules: changed, put in, taken out, half typed.
    edited(4, "    b holds licence when capacity below 50 MW", true);
    edited(6, "    b holds licence when source is gas", true);
    edited(5, "", true);
    edited(6, "    b holds licence when sou", true);
    edited(6, "    b holds nothing", true);
    edited(9, "    a holds permit until 2026-06-30", true);
    // All else.
    edited(1, "instrument z \"x\"", false);
    edited(2, "  in force from 2025-02-01", false);
    edited(3, "  article 3", false);
    edited(3, "  article 1 \"Heading\"", false);
    edited(8, "    in force from 2026-02-01", false);
    edited(6, "    clause 1", false);
    edited(10, "    repeal article 1 from 2028-01-01", false);
    edited(16, "        a holds permit", false);
    edited(6, "power other", false);
    // What a list file says.
    let before = memory.grounds_read();
    world.lists.insert(PathBuf::from("p/sources.csv"), "name\ngas\n".to_owned());
    world.compare(&mut memory, "a list without coal");
    assert_eq!(memory.grounds_read(), before + 1);
    // What is declared.
    let ground = world.texts[0].1.replace("power permit  ", "power permits ");
    world.texts[0].2 = vires_syntax::parse(&ground, FileKind::Policy);
    world.texts[0].1 = ground;
    world.compare(&mut memory, "another name");
    assert_eq!(memory.grounds_read(), before + 2);
}

/// Whether an event is asked for its date turns on any rule of any file, and stays so no longer than one asks for it.
#[test]
fn an_event_is_asked_for_its_date_as_long_as_a_rule_compares_it() {
    let mut world = World::default();
    world.add(
        "p/a.vires",
        "package p\nbody a\nbody b\nevent crisis\nevent peace\nfact filed : date\npower licence\npower permit\n",
    );
    let text = |first: &str, second: &str| {
        format!(
            "package p\ninstrument x \"x\"\n  in force from 2025-01-01\n  article 1\n    a holds licence {first}\n    b holds permit \
             {second}\n"
        )
    };
    world.add("p/b.vires", &text("from crisis", "before peace"));
    let mut memory = Memory::default();
    world.compare(&mut memory, "no dates are asked for");
    for (first, second) in [
        ("when filed before crisis", "before peace"),
        ("when filed before crisis", "from peace + 30 days"),
        ("from crisis", "from peace + 30 days"),
        ("from crisis", "from peace + 31 days"),
        ("from crisis", "from peace"),
        ("when crisis before peace", ""),
        ("when crisis + 1 month before peace", ""),
        ("from crisis + 2 weeks until peace", "when filed after crisis"),
    ] {
        world.texts[1].1 = text(first, second);
        world.texts[1].2 = vires_syntax::parse(&world.texts[1].1, FileKind::Policy);
        world.compare(&mut memory, &format!("{first}, {second}"));
        world.compare(&mut memory, &format!("{first}, {second}, once more"));
    }
}
