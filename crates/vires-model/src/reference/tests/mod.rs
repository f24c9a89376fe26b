//! The worked cases of the meaning page by their numbers, and properties on random models.

mod acting;
mod acts;
mod builder;
mod fates;
mod levers;
mod links;
mod missing;
mod random;
mod standing;
mod steps;
mod time;
