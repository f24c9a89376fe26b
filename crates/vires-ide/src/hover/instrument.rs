//! An instrument: its dates, and whether it is in force.

use vires_compiler::{Policies, days_words};
use vires_model::{Day, FactId, FileId, InstrumentId, Life, ProvisionId, Void};
use vires_resolve::{Named, Standing, Thing, TurnsOn};
use vires_syntax::ast::{DeclarationKind, LineKind};
use vires_words::say;

use super::escaped;
use crate::lines;

/// The instrument in whose text a place stands.
pub(super) fn in_hand(policies: &Policies, file: FileId, place: u32) -> Option<InstrumentId> {
    let outermost = *lines::around(&policies.tree(file)?.file, place).first()?;
    let LineKind::Declaration(declaration) = &outermost.kind else { return None };
    if !matches!(declaration.kind, DeclarationKind::Instrument) {
        return None;
    }
    let name = declaration.name.as_ref()?;
    match policies.resolved().uses.at(file, name.span.start)?.named {
        Named::Thing(Thing::Instrument(id)) => Some(id),
        _ => None,
    }
}

/// Its title, kind and dates, and its standing on a day.
fn standing(policies: &Policies, id: InstrumentId, today: Day) -> String {
    let row = &policies.model().instruments[id];
    let days = days_words(row.life, policies.language());
    let status = status(policies, row.life, row.void, today);
    format!("{}\n\n**{status}**", about(policies, id, days.as_slice()))
}

/// The same of a provision, or of the whole: its own days, where something has changed it or it states some.
pub(super) fn standing_of(policies: &Policies, place: ProvisionId, today: Day) -> String {
    let id = policies.model().provisions[place].instrument;
    let row = &policies.model().instruments[id];
    let Some(own) = policies.resolved().standings.get(&place).filter(|_| row.void.is_none()) else {
        return standing(policies, id, today);
    };
    let said: Vec<String> = stretches(policies, own).into_iter().map(|(_, said)| said).collect();
    format!("{}\n\n**{}**", about(policies, id, &said), status_of(policies, own, today))
}

/// The days on which a provision stands, each stretch with its words, and what is so on them: those of its instrument, where
/// nothing says otherwise.
pub(super) fn stretches_of(policies: &Policies, place: ProvisionId) -> Vec<(Life, String)> {
    match policies.resolved().standings.get(&place) {
        Some(own) => stretches(policies, own),
        None => {
            let life = policies.model().instruments[policies.model().provisions[place].instrument].life;
            days_words(life, policies.language()).map(|days| (life, days)).into_iter().collect()
        }
    }
}

fn stretches(policies: &Policies, standing: &Standing) -> Vec<(Life, String)> {
    let language = policies.language();
    let said = standing.there.iter().filter_map(|stretch| {
        let mut said = days_words(stretch.days, language)?;
        said.push_str(&turning(policies, stretch.turns_on));
        if let Some(by) = stretch.put_by {
            let by = escaped(&policies.title(by));
            said.push_str(&say!(language, " (in the words of {by})", " (theo nội dung của {by})"));
        }
        if let Some(by) = stretch.suspended_by {
            let by = escaped(&policies.title(by));
            said.push_str(&say!(language, " (suspended by {by})", " (bị ngưng hiệu lực theo {by})"));
        }
        Some((stretch.days, said))
    });
    said.collect()
}

/// On what it turns besides whether a provision stands so.
fn turning(policies: &Policies, turns_on: TurnsOn) -> String {
    let language = policies.language();
    let label = |event: FactId| escaped(&policies.model().facts[event].label);
    match turns_on {
        TurnsOn::Nothing => String::new(),
        TurnsOn::Cases => language.pick(" in some cases", " trong một số trường hợp").to_owned(),
        TurnsOn::ToCome(event) => {
            say!(language, " until “{event}” comes", " cho đến khi có “{event}”", event = label(event))
        }
        TurnsOn::Come(event) => {
            say!(language, " once “{event}” has come", " khi đã có “{event}”", event = label(event))
        }
    }
}

/// Title, kind and dates of an instrument; in force on these days.
fn about(policies: &Policies, id: InstrumentId, days: &[String]) -> String {
    let model = policies.model();
    let language = policies.language();
    let row = &model.instruments[id];
    let mut said = Vec::new();
    let label = escaped(&row.label);
    said.push(match row.kind {
        Some(kind) => format!("{label} ({})", escaped(&model.instrument_kinds[kind].label)),
        None => label,
    });
    let issuers: Vec<String> = row.issuers.iter().map(|who| escaped(&policies.holder_label(*who))).collect();
    let issuers = vires_words::joined(&issuers, language.pick("and", "và"));
    let day = |day: Day| vires_compiler::day_words(day, language);
    match (row.issued, issuers.is_empty()) {
        (Some(issued), true) => {
            said.push(say!(language, "issued on {issued}", "ban hành ngày {issued}", issued = day(issued)));
        }
        (Some(issued), false) => {
            let issued = day(issued);
            said.push(say!(language, "issued on {issued} by {issuers}", "ban hành ngày {issued} bởi {issuers}"));
        }
        (None, false) => said.push(say!(language, "issued by {issuers}", "ban hành bởi {issuers}")),
        (None, true) => {}
    }
    if let Some(signed) = row.signed.filter(|_| row.issued.is_none()) {
        said.push(say!(language, "signed on {signed}", "ký ngày {signed}", signed = day(signed)));
    }
    if let Some(published) = row.published {
        said.push(say!(language, "published on {published}", "công bố ngày {published}", published = day(published)));
    }
    if !days.is_empty() {
        let days = days.join(", ");
        said.push(say!(language, "in force {days}", "có hiệu lực {days}"));
    }
    said.join(" · ")
}

fn status_of(policies: &Policies, own: &Standing, today: Day) -> String {
    let language = policies.language();
    let on = vires_compiler::day_words(today, language);
    if let Some(stretch) = own.there.iter().find(|stretch| stretch.days.contains(today)) {
        let turning = turning(policies, stretch.turns_on);
        return match stretch.suspended_by.map(|by| escaped(&policies.title(by))) {
            Some(by) => say!(
                language,
                "Today ({on}) suspended by {by}{turning}",
                "Hôm nay ({on}) bị ngưng hiệu lực theo {by}{turning}"
            ),
            None if stretch.turns_on != TurnsOn::Nothing => {
                say!(language, "Today ({on}) in force{turning}", "Hôm nay ({on}) có hiệu lực{turning}")
            }
            None => say!(language, "Today ({on}) in force", "Hôm nay ({on}) đang có hiệu lực"),
        };
    }
    if let Some((_, by)) = own.gone.iter().find(|(days, _)| days.contains(today)) {
        let by = escaped(&policies.title(*by));
        return say!(
            language,
            "Today ({on}) no longer there: {by} took it away",
            "Hôm nay ({on}) không còn: {by} đã bãi bỏ hoặc thay thế"
        );
    }
    if own.there.iter().any(|stretch| stretch.days.from.is_some_and(|from| today < from)) {
        return say!(language, "Today ({on}) not yet in force", "Hôm nay ({on}) chưa có hiệu lực");
    }
    if own.there.is_empty() {
        return language.pick("Never in force", "Không có hiệu lực vào ngày nào").to_owned();
    }
    say!(language, "Today ({on}) no longer in force", "Hôm nay ({on}) đã hết hiệu lực")
}

fn status(policies: &Policies, life: Life, void: Option<Void>, today: Day) -> String {
    let language = policies.language();
    let on = vires_compiler::day_words(today, language);
    match void {
        Some(Void::IssuerNotEntitled) => {
            return language
                .pick(
                    "Without effect: who issued it may not issue this kind of instrument",
                    "Không có hiệu lực: cơ quan ban hành không được ban hành loại văn bản này",
                )
                .to_owned();
        }
        Some(Void::IssuerDidNotExist) => {
            return language
                .pick(
                    "Without effect: who issued it did not exist then",
                    "Không có hiệu lực: cơ quan ban hành khi đó không tồn tại",
                )
                .to_owned();
        }
        None => {}
    }
    match life {
        Life { from: Some(from), .. } if today < from => {
            say!(language, "Today ({on}) not yet in force", "Hôm nay ({on}) chưa có hiệu lực")
        }
        Life { until: Some(until), .. } if until < today => {
            say!(language, "Today ({on}) no longer in force", "Hôm nay ({on}) đã hết hiệu lực")
        }
        Life { from: None, until: None } => {
            language.pick("No dates are stated", "Không nêu thời điểm có hiệu lực").to_owned()
        }
        _ => say!(language, "Today ({on}) in force", "Hôm nay ({on}) đang có hiệu lực"),
    }
}
