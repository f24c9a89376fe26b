//! An answer as it is printed for people.

use vires_compiler::{Act, Answer, BodyRef, LinkRef};

use crate::output::Output;

/// Columns before what is said under a heading.
const INDENT: &str = "             ";

/// Prints an answer.
pub(super) fn print(answer: &Answer, out: &mut Output) {
    let mut sheet = Sheet { out };
    sheet.heading(answer);
    sheet.who(answer);
    sheet.chain("by", &answer.chain);
    for chain in &answer.also {
        sheet.chain("and by", chain);
    }
    sheet.row("accountable", accountable(answer));
    let bars = answer.barred_by.iter().map(|rule| rule.title.clone());
    sheet.row(if answer.outcome == "competent" { "not for" } else { "barred by" }, bars.collect());
    let gone = answer.orphans.iter().map(|who| format!("{} does not exist on that day", who.label));
    sheet.row("holder", gone.collect());
    sheet.claims(answer);
    sheet.beaten(answer);
    sheet.needs(answer);
}

struct Sheet<'a> {
    out: &'a mut Output,
}

impl Sheet<'_> {
    fn heading(&mut self, answer: &Answer) {
        let mut when = answer.at.as_ref().map_or_else(|| "on a day not given".to_owned(), |at| format!("on {at}"));
        if let Some(known) = &answer.known {
            when.push_str(&format!(", as known on {known}"));
        }
        let label = self.out.strong(&Output::safe(&answer.label));
        self.out.line(&format!("{label} ({}), {when}", Output::safe(&answer.power)));
    }

    fn who(&mut self, answer: &Answer) {
        let words = match (answer.outcome, answer.why) {
            ("competent", _) => self.out.good("competent"),
            ("nobody", Some("not_required")) => self.out.good("no act is required"),
            ("nobody", _) => self.out.good("nobody may act, by design"),
            ("gap", _) => self.out.bad("a gap: nobody is competent, and no text says that this is meant"),
            ("conflict", _) => self.out.bad("a conflict: several are competent, and nothing says which prevails"),
            ("undetermined", _) => self.out.strong("it depends on what is not known"),
            _ => self.out.strong("no rule on it is in force yet"),
        };
        self.key("answer", &words);
        if answer.outcome == "competent" {
            let mode = match answer.act {
                Some(Act::Any) => "any of them may act:",
                Some(Act::Jointly) => "all of them must act together:",
                Some(Act::AnyOf(n)) => &format!("any {n} of them must act:"),
                Some(Act::One) | None => "",
            };
            if !mode.is_empty() {
                self.key("", mode);
            }
            for who in &answer.holders {
                let label = self.out.strong(&Output::safe(&who.label));
                self.key("", &format!("{label} ({})", Output::safe(&name(who))));
            }
            if let Some(holding) = &answer.holding {
                self.key("", &format!("as follows: {}", Output::safe(holding)));
            }
        }
    }

    fn chain(&mut self, key: &str, chain: &[LinkRef]) {
        for (n, link) in chain.iter().enumerate() {
            let what = match (&link.from_label, &link.to_label) {
                (Some(from), Some(to)) => format!("{}: from {from} to {to}", link.effect_label),
                (_, Some(to)) => format!("{} to {to}", link.effect_label),
                _ => link.effect_label.clone(),
            };
            let title = Output::safe(&link.rule.title);
            self.key(if n == 0 { key } else { "" }, &format!("{title}: {}", Output::safe(&what)));
        }
    }

    fn claims(&mut self, answer: &Answer) {
        for (n, claim) in answer.claims.iter().enumerate() {
            let key = if n == 0 { "claims" } else { "" };
            self.key(key, &format!("{}: {}", Output::safe(&claim.label), Output::safe(&claim.titles.join(" → "))));
        }
    }

    fn beaten(&mut self, answer: &Answer) {
        for (n, beaten) in answer.beaten.iter().enumerate() {
            let key = if n == 0 { "beaten" } else { "" };
            let titles = beaten.claim.titles.join(" → ");
            self.key(key, &Output::safe(&format!("{} ({titles}), {}", beaten.claim.label, beaten.because)));
        }
    }

    fn needs(&mut self, answer: &Answer) {
        for (n, need) in answer.needs.iter().enumerate() {
            let found = need.found_by.as_ref().map_or_else(String::new, |body| format!(", as {body} finds"));
            let label = if need.label == need.fact { String::new() } else { format!(" ({})", need.label) };
            let words = Output::safe(&format!("{}{label}{found}", need.fact));
            let words = self.out.strong(&words);
            self.key(if n == 0 { "needed" } else { "" }, &words);
            for lead in &need.leads_to {
                let line = self.out.faint(&Output::safe(&format!("  {}: ", lead.when)));
                self.key("", &format!("{line}{}", Output::safe(&lead.sentence)));
            }
        }
    }

    fn row(&mut self, key: &str, lines: Vec<String>) {
        for (n, line) in lines.iter().enumerate() {
            self.key(if n == 0 { key } else { "" }, &Output::safe(line));
        }
    }

    fn key(&mut self, key: &str, words: &str) {
        let key = if key.is_empty() { String::new() } else { format!("{key}:") };
        let gap = INDENT.len().saturating_sub(key.chars().count() + 2);
        self.out.line(&format!("  {key}{:gap$}{words}", ""));
    }
}

/// Said where it is somebody else than the holders.
fn accountable(answer: &Answer) -> Vec<String> {
    if answer.accountable == answer.holders {
        return Vec::new();
    }
    answer.accountable.iter().map(|who| format!("{} ({})", who.label, name(who))).collect()
}

fn name(who: &BodyRef) -> String {
    match &who.of {
        Some(of) => format!("{} of {of}", who.body),
        None => who.body.clone(),
    }
}
