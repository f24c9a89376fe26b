//! Whether a new name already means something.

use vires_model::Model;
use vires_resolve::{Named, Role};
use vires_words::say;

use super::Job;
use crate::declared::words;
use crate::spelling::nfc;

impl Job<'_> {
    /// Refuses a name that something else in these packages has: whoever uses both would mean the wrong one.
    pub(super) fn clash(&self) -> Result<(), String> {
        let policies = self.policies();
        let resolved = policies.resolved();
        if let Named::Sector(_) = self.named {
            let mut sectors = resolved.model.powers.iter().filter_map(|(_, power)| power.sector.as_deref());
            return match sectors.find(|sector| *sector == self.new) {
                Some(sector) => Err(say!(
                    self.language,
                    "there is a sector `{sector}` already: the two would be one",
                    "đã có lĩnh vực `{sector}`: hai lĩnh vực sẽ thành một"
                )),
                None => Ok(()),
            };
        }
        self.clash_with_values(&resolved.model)?;
        let taken = policies.files().find_map(|(file, _)| {
            let mut declared = resolved.uses.in_file(file).iter().filter(|mention| {
                mention.role == Role::Declares && matches!(mention.named, Named::Thing(_) | Named::Package(_))
            });
            declared.find(|mention| nfc(words(policies, mention.span)) == self.new)
        });
        if let Some(taken) = taken {
            let at = self.at(taken.span);
            return Err(say!(
                self.language,
                "`{new}` is declared already ({at})",
                "`{new}` đã được khai báo ({at})",
                new = self.new
            ));
        }
        // What no line declares: the fact `act` of powers with acts.
        if resolved.model.facts.iter().any(|(_, fact)| fact.name == self.new) {
            return Err(say!(
                self.language,
                "there is a fact `{new}` already",
                "đã có dữ kiện `{new}`",
                new = self.new
            ));
        }
        Ok(())
    }

    /// A value is known by its list, where it comes before everything else of its name.
    fn clash_with_values(&self, model: &Model) -> Result<(), String> {
        let own = match self.named {
            Named::Value(list, _) => Some(list),
            _ => None,
        };
        let taken = model.lists.iter().find(|(id, list)| {
            let matters = own.is_none_or(|own| own == *id || model.lists[own].territory && list.territory);
            matters && list.by_name.contains_key(self.new)
        });
        match taken {
            Some((_, list)) => Err(say!(
                self.language,
                "`{new}` is a value of {list} already",
                "`{new}` đã là một giá trị của {list}",
                new = self.new,
                list = list.name
            )),
            None => Ok(()),
        }
    }

    /// `rules.vires:12`
    pub(super) fn at(&self, span: vires_model::SourceSpan) -> String {
        let policies = self.policies();
        let line = policies.lines(span.file).map_or(0, |lines| lines.line_of(span.start) + 1);
        format!("{}:{line}", policies.path(span.file).unwrap_or_default())
    }
}
