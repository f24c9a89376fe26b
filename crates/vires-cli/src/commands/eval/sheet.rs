//! An answer as it is printed for people.

use vires_compiler::{Answer, BodyRef, LinkRef};
use vires_words::{Language, say};

use super::super::{how_many, one_of_many, when};
use crate::output::Output;

/// Columns before what is said under a heading.
const INDENT: &str = "             ";

/// Prints an answer.
pub(super) fn print(answer: &Answer, out: &mut Output) {
    let language = out.language();
    let mut sheet = Sheet { out, language };
    sheet.heading(answer);
    sheet.who(answer);
    sheet.chain(Key::By, &answer.chain);
    for chain in &answer.also {
        sheet.chain(Key::AndBy, chain);
    }
    sheet.row(Key::Read, answer.read.iter().map(|own| own.sentence.clone()).collect());
    sheet.row(Key::Limits, answer.parameters.iter().map(|own| own.sentence.clone()).collect());
    sheet.row(Key::Accountable, accountable(answer, language));
    sheet.row(Key::Steps, answer.steps.iter().map(|step| step.sentence.clone()).collect());
    sheet.row(Key::Deadline, answer.deadlines.iter().map(|own| own.sentence.clone()).collect());
    sheet.row(Key::Silence, answer.silence.iter().map(|own| own.sentence.clone()).collect());
    sheet.row(Key::TakeOver, answer.take_overs.iter().map(|own| own.sentence.clone()).collect());
    sheet.row(Key::Clash, answer.clashes.iter().map(|clash| clash.sentence.clone()).collect());
    let bars = answer.barred_by.iter().map(|bar| format!("{} ({})", bar.label, bar.rule.title));
    sheet.row(if has_holder(answer) { Key::NotFor } else { Key::BarredBy }, bars.collect());
    let gone = answer.orphans.iter().map(|who| {
        let who = &who.label;
        say!(language, "{who} does not exist on that day", "{who} không tồn tại vào ngày đó")
    });
    sheet.row(Key::Holder, gone.collect());
    sheet.claims(answer);
    sheet.beaten(answer);
    sheet.needs(answer);
    let ended = answer.ended.iter().map(|own| own.sentence.clone());
    let contradicts = answer.contradicts.iter().map(|own| own.sentence.clone());
    sheet.row(Key::Note, ended.chain(contradicts).collect());
}

/// What stands before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// The line goes on with what is above it.
    Same,
    Answer,
    By,
    AndBy,
    Read,
    Limits,
    Accountable,
    Steps,
    Deadline,
    Silence,
    TakeOver,
    Clash,
    NotFor,
    BarredBy,
    Holder,
    Claims,
    Beaten,
    Needed,
    Note,
}

impl Key {
    fn word(self, language: Language) -> &'static str {
        let (english, vietnamese) = match self {
            Self::Same => ("", ""),
            Self::Answer => ("answer:", "kết quả:"),
            Self::By => ("by:", "căn cứ:"),
            Self::AndBy => ("and by:", "và căn cứ:"),
            Self::Read => ("read:", "đọc:"),
            Self::Limits => ("limits:", "định mức:"),
            Self::Accountable => ("accountable:", "trách nhiệm:"),
            Self::Steps => ("steps:", "thủ tục:"),
            Self::Deadline => ("deadline:", "thời hạn:"),
            Self::Silence => ("silence:", "quá hạn:"),
            Self::TakeOver => ("take over:", "trực tiếp:"),
            Self::Clash => ("clash:", "một người:"),
            Self::NotFor => ("not for:", "loại trừ:"),
            Self::BarredBy => ("barred by:", "bị cấm:"),
            Self::Holder => ("holder:", "cơ quan:"),
            Self::Claims => ("claims:", "các bên:"),
            Self::Beaten => ("beaten:", "nhường:"),
            Self::Needed => ("needed:", "cần biết:"),
            Self::Note => ("note:", "lưu ý:"),
        };
        language.pick(english, vietnamese)
    }
}

struct Sheet<'a> {
    out: &'a mut Output,
    language: Language,
}

impl Sheet<'_> {
    fn heading(&mut self, answer: &Answer) {
        let language = self.language;
        let when = when(answer.at.as_deref(), answer.known.as_deref(), language);
        let label = self.out.strong(&Output::safe(&answer.label));
        self.out.line(&format!("{label} ({}), {when}", Output::safe(&answer.power)));
    }

    fn who(&mut self, answer: &Answer) {
        let language = self.language;
        let words = self.outcome(answer);
        self.key(Key::Answer, &words);
        if has_holder(answer) {
            if let Some(mode) = how_many(answer.act, &answer.ways, language) {
                self.key(Key::Same, &mode);
            }
            for who in &answer.holders {
                let label = self.out.strong(&Output::safe(&who.label));
                let mut line = format!("{label} ({})", Output::safe(&name(who, language)));
                if let Some(vacant) = &who.vacant {
                    line.push_str(&format!(": {}", self.out.bad(&Output::safe(&vacant.sentence))));
                }
                self.key(Key::Same, &line);
            }
            if let Some(holding) = &answer.holding_label {
                let holding = Output::safe(holding);
                self.key(Key::Same, &say!(language, "as follows: {holding}", "cụ thể: {holding}"));
            }
        }
    }

    fn outcome(&self, answer: &Answer) -> String {
        let out = &self.out;
        match (answer.outcome, answer.why) {
            ("competent", _) if answer.settled() == Some("approved") => {
                out.good(out.pick("approved by silence of whoever was competent", "coi như đồng ý do quá hạn"))
            }
            ("competent", _) if answer.settled() == Some("refused") => {
                out.bad(out.pick("refused by silence of whoever was competent", "coi như từ chối do quá hạn"))
            }
            ("nobody", _) if answer.settled() == Some("lapsed") => {
                out.bad(out.pick("nobody may act any longer: the time is over", "không ai còn được thực hiện: đã quá hạn"))
            }
            ("nobody", _) if answer.settled() == Some("not_begun") => {
                out.bad(out.pick("nobody may act yet: the time has not begun", "chưa ai được thực hiện: chưa đến thời gian"))
            }
            ("pending", _) => out.good(out.pick(
                "competent; a period still runs in which silence has an effect",
                "có thẩm quyền; còn trong thời hạn, hết hạn thì có hệ quả",
            )),
            ("competent", _) => out.good(out.pick("competent", "có thẩm quyền")),
            ("nobody", Some("not_required")) => out.good(out.pick("no act is required", "không phải thực hiện")),
            ("nobody", _) => {
                out.good(out.pick("nobody may act, by design", "theo quy định, không cơ quan nào được thực hiện"))
            }
            ("gap", _) => out.bad(out.pick(
                "a gap: nobody is competent, and no text says that this is meant",
                "bỏ trống thẩm quyền: không cơ quan nào có thẩm quyền, và không văn bản nào chủ ý như vậy",
            )),
            ("conflict", _) if answer.deadlines.iter().any(|own| own.period.state == "disputed") => out.bad(out.pick(
                "a conflict: the texts make different things of silence, and nothing says which prevails",
                "mâu thuẫn: các văn bản quy định khác nhau về hệ quả khi quá hạn, và không có quy định nào xác định văn bản được ưu tiên áp dụng",
            )),
            ("conflict", _) => out.bad(out.pick(
                "a conflict: several are competent, and nothing says which prevails",
                "chồng chéo thẩm quyền: nhiều chủ thể cùng có thẩm quyền, không có quy định nào xác định bên được ưu tiên",
            )),
            ("undetermined", _) => {
                out.strong(out.pick("it depends on what is not known", "tùy thuộc vào dữ kiện chưa biết"))
            }
            _ => out.strong(out.pick("no rule on it is in force yet", "chưa có quy định nào có hiệu lực")),
        }
    }

    fn chain(&mut self, key: Key, chain: &[LinkRef]) {
        let language = self.language;
        for (n, link) in chain.iter().enumerate() {
            let effect = &link.effect_label;
            let what = match (&link.from_label, &link.to_label) {
                (Some(from), Some(to)) => {
                    say!(language, "{effect}: from {from} to {to}", "{effect}: từ {from} cho {to}")
                }
                (_, Some(to)) => say!(language, "{effect} to {to}", "{effect} cho {to}"),
                _ => effect.clone(),
            };
            let title = Output::safe(&link.rule.title);
            self.key(if n == 0 { key } else { Key::Same }, &format!("{title}: {}", Output::safe(&what)));
        }
    }

    fn claims(&mut self, answer: &Answer) {
        for (n, claim) in answer.claims.iter().enumerate() {
            let key = if n == 0 { Key::Claims } else { Key::Same };
            self.key(key, &format!("{}: {}", Output::safe(&claim.label), Output::safe(&claim.titles.join(" → "))));
        }
    }

    fn beaten(&mut self, answer: &Answer) {
        for (n, beaten) in answer.beaten.iter().enumerate() {
            let key = if n == 0 { Key::Beaten } else { Key::Same };
            let titles = beaten.claim.titles.join(" → ");
            self.key(key, &Output::safe(&format!("{} ({titles}), {}", beaten.claim.label, beaten.because)));
        }
    }

    fn needs(&mut self, answer: &Answer) {
        let language = self.language;
        for (n, need) in answer.needs.iter().enumerate() {
            let found = need.found_by.as_ref();
            let found = found
                .map_or_else(String::new, |body| say!(language, ", as {body} finds", ", theo xác định của {body}"));
            let label = if need.label == need.fact { String::new() } else { format!(" ({})", need.label) };
            let purpose = need.purpose.map_or("", |_| language.pick(", for the steps", ", để xác định thủ tục"));
            let words = Output::safe(&format!("{}{label}{found}{purpose}", need.fact));
            let words = self.out.strong(&words);
            self.key(if n == 0 { Key::Needed } else { Key::Same }, &words);
            if let Some(reason) = &need.reason {
                self.key(Key::Same, &self.out.faint(&Output::safe(&format!("  {reason}"))));
            }
            for lead in &need.leads_to {
                let line = self.out.faint(&Output::safe(&format!("  {}: ", lead.when)));
                self.key(Key::Same, &format!("{line}{}", Output::safe(&lead.sentence)));
            }
        }
    }

    fn row(&mut self, key: Key, lines: Vec<String>) {
        for (n, line) in lines.iter().enumerate() {
            self.key(if n == 0 { key } else { Key::Same }, &Output::safe(line));
        }
    }

    fn key(&mut self, key: Key, words: &str) {
        let key = key.word(self.language);
        let gap = INDENT.len().saturating_sub(key.chars().count() + 2).max(1);
        self.out.line(&format!("  {key}{:gap$}{words}", ""));
    }
}

/// Whether somebody may act.
fn has_holder(answer: &Answer) -> bool {
    matches!(answer.outcome, "competent" | "pending")
}

/// Said where it is somebody else than the holders.
fn accountable(answer: &Answer, language: Language) -> Vec<String> {
    if answer.accountable == answer.holders {
        return Vec::new();
    }
    answer.accountable.iter().map(|who| format!("{} ({})", who.label, name(who, language))).collect()
}

fn name(who: &BodyRef, language: Language) -> String {
    match &who.of {
        Some(of) => one_of_many(&who.body, of, language),
        None => who.body.clone(),
    }
}
