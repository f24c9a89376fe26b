//! `vires eval`

mod sheet;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use serde::Serialize;
use vires_compiler::{
    About, Answer, Asked, CaseReader, DECISION_SCHEMA, Policies, Wording, answer, bounded, find_done, find_power,
};
use vires_model::{Case, Day, PowerId};
use vires_words::{Language, Words, words};

use super::{day, half_read, json, load_to_answer, not_text, speak, too_much};
use crate::args::{EvalArgs, Format};
use crate::disk::{its_name, plain};
use crate::output::Output;
use crate::progress::Progress;
use crate::{Refused, Status};

/// A line of cases longer than this is refused before it is in memory.
const LONGEST_LINE: u64 = 1024 * 1024;

pub(crate) fn run(args: &EvalArgs, out: &mut Output) -> Result<Status, Refused> {
    speak(&args.policies, args.spoken, out);
    let progress = Progress::begin(out.pick("reading the policies", "đang đọc chính sách"));
    let policies = load_to_answer(&args.policies, args.spoken, out)?;
    let model = policies.model();
    drop(progress);
    let power = find_power(model, &args.power)?;
    let mut usual = Asked {
        power,
        at: day("--at", args.at.as_deref())?,
        known: day("--known", args.known.as_deref())?,
        case: Case::default(),
        done: args.done.iter().map(|text| find_done(model, text)).collect::<Result<_, _>>()?,
    };
    let mut cases = policies.cases().on(usual.at);
    usual.case = cases.read_facts(power, &args.facts)?;
    if args.cases.is_empty() {
        let law = Wording::new(policies.model_as_known(usual.known), policies.language());
        let answer = judged(&policies, &usual, &About::new(&law, power))?;
        match args.format.unwrap_or(Format::Text) {
            Format::Text => sheet::print(&answer, out),
            Format::Json => out.line(&json(&answer)?),
        }
        return Ok(Status::Clean);
    }
    let mut batch = Batch {
        cases,
        policies: &policies,
        laws: BTreeMap::new(),
        about: BTreeMap::new(),
        usual,
        format: args.format.unwrap_or(Format::Json),
        status: Status::Clean,
    };
    for file in &args.cases {
        batch.file(file, out)?;
    }
    Ok(batch.status)
}

/// Decides a case by what of the law bears on the power.
fn judged(policies: &Policies, asked: &Asked, about: &About) -> Result<Answer, Words> {
    let law = about.model();
    if policies.is_half_read(asked.power) {
        let name = law.power_name(asked.power);
        return Err(half_read(&name));
    }
    let answered = bounded(|| answer(law, &about.wording(), asked));
    let mut answer = answered.ok_or_else(|| too_much(&law.power_name(asked.power)))?;
    answer.contradicts = policies.contradicted(law, &asked.case, asked.at);
    Ok(answer)
}

/// A case that could not be read.
#[derive(Serialize)]
struct Unread<'a> {
    schema: &'static str,
    error: &'a str,
    file: &'a str,
    line: usize,
}

struct Batch<'p> {
    cases: CaseReader<'p>,
    policies: &'p Policies,
    /// The law as it is known on the days asked about so far.
    laws: BTreeMap<Option<Day>, Wording<'p>>,
    /// What bears on the powers asked about so far.
    about: BTreeMap<(PowerId, Option<Day>), About>,
    usual: Asked,
    format: Format,
    status: Status,
}

impl Batch<'_> {
    fn answer(&mut self, asked: &Asked) -> Result<Answer, Words> {
        let policies = self.policies;
        let law = || Wording::new(policies.model_as_known(asked.known), policies.language());
        let law = self.laws.entry(asked.known).or_insert_with(law);
        let about = self.about.entry((asked.power, asked.known)).or_insert_with(|| About::new(law, asked.power));
        judged(self.policies, asked, about)
    }

    /// Every line is answered in its turn; one that cannot be read costs that line, and the status at the end.
    fn file(&mut self, name: &str, out: &mut Output) -> Result<(), Refused> {
        let input: Box<dyn Read> = if name == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(std::fs::File::open(name).map_err(|error| plain(&error).of(name))?)
        };
        let shown = if name == "-" { its_name() } else { Words::as_written(name) };
        let mut input = BufReader::new(input);
        let mut number = 0;
        loop {
            let mut bytes = Vec::new();
            let read = (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut bytes);
            let length = read.map_err(|error| plain(&error).of(&shown))?;
            if length == 0 || out.is_closed() {
                return Ok(());
            }
            number += 1;
            if bytes.last() != Some(&b'\n') && u64::try_from(length).is_ok_and(|length| length >= LONGEST_LINE) {
                return Err(words!(
                    "line {number} is longer than a case can be",
                    "dòng {number} dài hơn mức cho phép của một hồ sơ"
                )
                .of(&shown));
            }
            let text = String::from_utf8(bytes).map_err(|_| not_text());
            let text = text.as_ref().map(|text| text.trim_start_matches('\u{feff}').trim()).map_err(Clone::clone);
            if text == Ok("") {
                continue;
            }
            let answered =
                text.and_then(|text| self.cases.read_case(&self.usual, text)).and_then(|asked| self.answer(&asked));
            match (answered, self.format) {
                (Ok(answer), Format::Json) => out.line(&json(&answer)?),
                (Ok(answer), Format::Text) => {
                    sheet::print(&answer, out);
                    out.line("");
                }
                (Err(why), Format::Json) => {
                    self.status = Status::Partly;
                    let error = why.in_language(out.language());
                    // Programs know standard input by one name.
                    let file = shown.in_language(Language::En);
                    out.line(&json(&Unread { schema: DECISION_SCHEMA, error, file, line: number })?);
                }
                (Err(why), Format::Text) => {
                    self.status = Status::Partly;
                    let place = words!("{file}, line {number}", "{file}, dòng {number}", file = shown);
                    out.complain(&why.of(place));
                }
            }
        }
    }
}
