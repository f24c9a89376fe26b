//! Names that JSON gives twice in one object: read as usual, the last would be kept in silence.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use vires_words::{Words, words};

/// Why the text, which is JSON, cannot be relied on: a name that one of its objects gives twice.
pub(crate) fn given_twice(text: &str) -> Option<Words> {
    let error = serde_json::from_str::<Once>(text).err()?.to_string();
    // The library adds the place.
    let name = error.split(" at line ").next().unwrap_or_default();
    Some(words!("`{name}` is given twice", "`{name}` được nêu hai lần"))
}

/// Any value in which no object gives a name twice; nothing is kept of it.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Once)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = entries.next_key::<String>()? {
            entries.next_value::<Self>()?;
            if names.contains(&name) {
                return Err(A::Error::custom(name));
            }
            names.insert(name);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once_in_each_object() {
        assert_eq!(given_twice(r#"{"a":1,"b":{"a":[1.5,-2e9,null,true,"x",{"a":0.1}]}}"#), None);
        let twice = |name: &str| Some(words!("`{name}` is given twice", "`{name}` được nêu hai lần"));
        assert_eq!(given_twice(r#"{"a":1,"b":{"c":1,"c":2}}"#), twice("c"));
        assert_eq!(given_twice(r#"[{"at":"x","at":"x"}]"#), twice("at"));
    }
}
