//! What has to differ at least for a power to come to somebody leaves out nothing that would do.

use crate::random::{Dice, case, interesting_days, model, with_steps};
use crate::reference::levers::Levers;
use crate::reference::nearest::ultra_by;
use crate::*;

#[test]
fn the_fewest_things_are_those_that_trying_all_finds() {
    let (mut compared, mut left_out) = (0, 0);
    for seed in 0..400 {
        let mut model = model(seed);
        with_steps(&mut model, seed);
        let mut dice = Dice::new(seed ^ 0x1e7e);
        let days = interesting_days(&model);
        for power in model.powers.ids() {
            let Some(at) = dice.pick(&days).copied() else { continue };
            let case = case(&model, &mut dice, Some(at), true);
            let bodies: Vec<BodyId> = model.bodies.ids().collect();
            let Some(body) = dice.pick(&bodies).copied() else { continue };
            let of = match model.bodies[body].one_per.and_then(|list| model.lists[list].leaves().next()) {
                Some(place) => Of::Place(place),
                None => Of::Sole,
            };
            let by = [Instance { body, of }];
            let act = Act { power, case: &case, at, by: &by, persons: &[], done: &[] };
            let (with, without) = (ultra_by(&model, &act, Levers::of), ultra_by(&model, &act, |_, _, _, _| None));
            assert_eq!(with, without, "seed {seed}, {power:?}");
            compared += usize::from(!with.changes.is_empty());
            left_out += usize::from(
                Levers::of(&model, &act, &case.facts, 3).is_some_and(|own| !own.are_in(&Default::default())),
            );
        }
    }
    assert!(compared > 100 && left_out > 100, "{compared} with changes, {left_out} in which something has to differ");
}
