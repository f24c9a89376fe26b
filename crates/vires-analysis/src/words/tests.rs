//! Sentences: every shape once in both languages, and whole regions.

use vires_model::{Domain, Measure, Value};

use super::*;
use crate::axes::ValueBox;
use crate::sample::{Sample, ordered, read};

fn sample() -> Sample {
    Sample::new()
        .list(
            "Source",
            false,
            None,
            "fossil\ncoal >fossil\ngas >fossil\noil >fossil\nrenewable\nhydro >renewable\nwind >renewable\nsolar >renewable\nbiomass >renewable\nnuclear",
        )
        .list(
            "Province",
            true,
            None,
            "ha_noi \"Hà Nội\"\nda_nang \"Đà Nẵng\"\nlam_dong \"Lâm Đồng\"\nlong_dien \"Long Điền\"\nold_province \"Tỉnh cũ\" ..2025-06-30 =>lam_dong",
        )
        .list(
            "Commune",
            true,
            Some("Province"),
            "tay_ho \"Tây Hồ\" @ha_noi\ndong_da \"Đống Đa\" @ha_noi\nba_dinh \"Ba Đình\" @ha_noi\nhai_chau \"Hải Châu\" @da_nang\nson_tra \"Sơn Trà\" @da_nang\nda_lat \"Đà Lạt\" @lam_dong\ntan_phu_1 \"Tân Phú\" @lam_dong\ntan_phu_2 \"Tân Phú\" @long_dien",
        )
        .list("Field", false, None, "generation\ntransmission\ntrading\nretail")
        .number("capacity", "MW", None, Some(0))
        .choice("source", "Source")
        .number("value", "VND", Some(0), Some(0))
        .number("filed", "date", Some(0), None)
        .choice("site", "Commune")
        .number("staff", "", Some(0), Some(0))
        .yes_no("foreign_invested", "")
        .yes_no("budgeted", "In the approved budget")
        .number("share", "%", None, Some(0))
        .set_of("fields", "Field")
        .fact("storeys", "", ordered(Measure::Number, Some(0), Some(0)), true)
        .number("grace", "working days", Some(0), Some(0))
        .number("load", "MW", Some(3), Some(0))
        .fact("price", "Price of all options together", ordered(Measure::Unit("USD".to_owned()), Some(2), Some(0)), false)
}

/// The sample with labels as a ministry gives them.
fn vietnamese() -> Sample {
    let mut sample = sample();
    let labels = [
        ("capacity", "Công suất lắp đặt"),
        ("source", "Nguồn điện"),
        ("value", "Giá trị hợp đồng"),
        ("filed", "Ngày nộp hồ sơ"),
        ("site", "Địa điểm"),
        ("staff", "Số lao động"),
        ("foreign_invested", "Có vốn đầu tư nước ngoài"),
        ("budgeted", "Trong dự toán được duyệt"),
        ("share", "Tỷ lệ sở hữu"),
        ("fields", "Lĩnh vực"),
        ("storeys", "Số tầng"),
        ("grace", "Thời hạn"),
        ("load", "Phụ tải"),
        ("price", "Tổng giá của tất cả các phương án"),
    ];
    for (name, label) in labels {
        let fact = sample.fact_id(name);
        sample.model.facts[fact].label = label.to_owned();
    }
    let labels = [
        ("coal", "than"),
        ("gas", "khí"),
        ("oil", "dầu"),
        ("fossil", "nhiên liệu hóa thạch"),
        ("renewable", "năng lượng tái tạo"),
        ("hydro", "thủy điện"),
        ("biomass", "sinh khối"),
        ("nuclear", "điện hạt nhân"),
        ("generation", "phát điện"),
        ("transmission", "truyền tải điện"),
        ("trading", "bán buôn điện"),
        ("retail", "bán lẻ điện"),
    ];
    for list in ["Source", "Field"] {
        let list = sample.list_id(list);
        for value in &mut sample.model.lists[list].values {
            if let Some((_, label)) = labels.iter().find(|(name, _)| *name == value.name) {
                value.label = (*label).to_owned();
            }
        }
    }
    let list = sample.list_id("Province");
    sample.model.lists[list].label = "Tỉnh".to_owned();
    sample
}

/// Each region in its own notation and in both languages.
fn said(regions: &[&[&str]]) -> String {
    let (english, vietnamese) = (sample(), vietnamese());
    let mut lines = Vec::new();
    for texts in regions {
        lines.push(format!("{texts:?}"));
        let en = describe(&english.model, &english.boxes(texts), Language::En);
        let vi = describe(&vietnamese.model, &vietnamese.boxes(texts), Language::Vi);
        lines.push(format!("  {en}\n  {vi}"));
    }
    lines.join("\n")
}

/// Each of these as a region of one box.
fn each(boxes: &[&str]) -> String {
    let regions: Vec<[&str; 1]> = boxes.iter().map(|text| [*text]).collect();
    let regions: Vec<&[&str]> = regions.iter().map(|region| &region[..]).collect();
    said(&regions)
}

#[test]
fn ranges() {
    insta::assert_snapshot!(each(&[
        "capacity [50, 50]",
        "capacity [0, 50)",
        "capacity (, 50)",
        "capacity (, 50]",
        "capacity [50, )",
        "capacity (50, )",
        "capacity [50, 100)",
        "capacity (50, 100]",
        "capacity [50, 100]",
        "capacity (50, 100)",
        "capacity (0.5, 20000)",
        "share [65, )",
        "share (10, 20]",
        "grace 1..2",
        "grace 5..16",
        "price 1_000_000..2_500_000.01",
        "price 99.99..",
    ]));
}

#[test]
fn discrete_limits_are_said_as_written() {
    insta::assert_snapshot!(each(&[
        "staff 10..11",
        "staff ..1",
        "staff ..200",
        "staff ..101",
        "staff 1000..",
        "staff 51..",
        "staff 200..500",
        "staff 201..501",
        "value 44_999_999_999..45_000_000_000",
        "value 45_000_000_001..45_000_000_002",
        "value 800_000_000_000..1_600_000_000_000",
        "value 800_000_000..1_250_000_000",
        "value ..1_234_567",
        "load 49.999..50",
        "load ..50",
        "load 50.001..100.001",
    ]));
}

#[test]
fn days() {
    insta::assert_snapshot!(each(&[
        "filed 2027-02-28..2027-03-01",
        "filed ..2027-03-01",
        "filed 2027-03-01..",
        "filed 2025-07-01..2027-03-01",
        "filed 2026-01-01..2027-01-01",
        "filed 2026-03-01..2026-04-01",
        "filed 2025-12-01..2026-01-01",
        "filed 2026-01-01..2028-01-01",
        "at 2025-07-01..",
        "at ..2025-07-01",
        "at 2025-07-01..2025-07-02",
        "capacity (, 50); at 2025-07-01..2027-03-01",
        "",
    ]));
}

#[test]
fn values_of_lists() {
    insta::assert_snapshot!(each(&[
        "source nuclear",
        "source coal gas",
        "source fossil",
        "source renewable nuclear",
        "source gas hydro wind solar",
        "source hydro wind solar",
        "source !nuclear",
        "source !coal nuclear",
        "source !fossil",
        "source coal gas oil hydro wind",
    ]));
}

#[test]
fn places() {
    insta::assert_snapshot!(each(&[
        "site da_lat tan_phu_1",
        "site tay_ho",
        "site dong_da ba_dinh",
        "site dong_da ba_dinh da_lat tan_phu_1",
        "site tay_ho hai_chau son_tra tan_phu_2",
        "site !tay_ho dong_da ba_dinh",
        "site !tay_ho",
        "site !tay_ho dong_da ba_dinh hai_chau son_tra",
    ]));
}

#[test]
fn several_places() {
    let sample = sample().choice("head_office", "Province");
    let texts = [
        "site tay_ho",
        "site !tay_ho; head_office lam_dong",
        "head_office !ha_noi",
        "site=head_office Province yes",
        "site=head_office Province no; at 2025-07-01..",
        // The old province is gone by then: all that exist are in.
        "head_office !old_province; at 2025-07-01..",
        "head_office lam_dong; at 2025-07-01..",
    ];
    let lines: Vec<String> = texts
        .iter()
        .flat_map(|text| {
            let boxes = sample.boxes(&[text]);
            [Language::En, Language::Vi].map(|language| describe(&sample.model, &boxes, language))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn other_facts() {
    insta::assert_snapshot!(each(&[
        "foreign_invested yes",
        "foreign_invested no",
        "budgeted yes",
        "budgeted no",
        "storeys none",
        "storeys given",
        "storeys ..5; storeys given",
        "storeys ..5",
        "fields +generation",
        "fields +generation; fields +trading; fields -retail",
        "fields -transmission; fields -retail",
        "fields #2..",
        "fields #2..3; fields +generation",
    ]));
}

#[test]
fn regions_of_several_boxes() {
    insta::assert_snapshot!(said(&[
        // Alike but in one fact.
        &["capacity (, 5]; staff ..10", "capacity [100, 500]; staff ..10"],
        &["storeys none", "storeys ..5; storeys given"],
        &["capacity (, 50]", "capacity (50, )"],
        &["foreign_invested yes; staff ..10", "foreign_invested no; staff ..10"],
        // One says all that the other says.
        &["staff ..10", "staff ..10; source coal"],
        // Nothing shared; only the date shared.
        &["staff ..10", "source nuclear; capacity [50, )"],
        &["staff ..10; at 2025-07-01..", "source nuclear; capacity [50, ); at 2025-07-01.."],
        &["at 2025-07-01..", "staff ..10; source nuclear"],
        // More than five.
        &[
            "capacity (, 5]; staff ..10; foreign_invested yes",
            "capacity [50, 60]; source coal; foreign_invested yes",
            "capacity [70, 80]; site tay_ho; foreign_invested yes",
            "capacity [90, 91]; value 5..; foreign_invested yes",
            "capacity [92, 93]; budgeted no; foreign_invested yes",
            "capacity [94, 95]; source nuclear; staff ..10; foreign_invested yes",
            "capacity [96, 97]; source nuclear; staff 20..; foreign_invested yes",
        ],
        &[
            "staff ..10; source coal",
            "capacity [50, 60]; source gas",
            "value ..1000; budgeted yes",
            "value 5000..; budgeted no",
            "fields +trading; load ..5",
            "share [1, 2]; grace ..4",
        ],
    ]));
}

/// The regions from which this way of writing was made: boxes of plain subtraction became these sentences.
#[test]
fn regions_of_small_policies() {
    insta::assert_snapshot!(said(&[
        &["capacity (29, 30]; site !tay_ho dong_da ba_dinh"],
        &["capacity [500, 500]; site !hai_chau son_tra; staff ..200"],
        &["source fossil; filed 2027-03-01.."],
        &["value ..45_000_000_000; filed ..2025-07-01; staff 1000.."],
        &["capacity (500, ); site tay_ho hai_chau son_tra tan_phu_2; staff 50.."],
        &["site da_lat tan_phu_1; staff 10..11"],
        &["value 5_000_000_000_000..; staff ..10"],
        &[
            "capacity (49, 50]; value 240_000_000_000..; filed 2025-07-01..",
            "capacity (10, 50]; value 240_000_000_000..; filed 2025-07-01..; site !tay_ho dong_da ba_dinh",
        ],
        &[
            "value 1_599_999_999_999..1_600_000_000_000; filed ..2027-03-01; staff 500..; foreign_invested no",
            "value 800_000_000_000..1_600_000_000_000; filed ..2027-03-01; staff 500..1000; foreign_invested no",
        ],
        &["filed 2025-07-01..2028-01-01; staff ..200"],
        &["capacity (, 300]; value ..1_000_000_000; filed 2025-07-01..; staff 200..500"],
        &["source gas hydro wind solar; value 5_000_000_000_000..5_000_000_000_001; site !tay_ho dong_da ba_dinh"],
        &["filed 2025-12-31..2026-01-01; site da_lat"],
        &["site da_lat tan_phu_1; staff ..200"],
    ]));
}

#[test]
fn labels_inside_sentences() {
    let sample = Sample::new()
        .list("Category", false, None, "goods \"Goods, any\"\nservices\nlease")
        .fact("base", "Price, tax included", ordered(Measure::Unit("VND".to_owned()), Some(0), None), false)
        .fact("ubnd", "UBND tỉnh đã chấp thuận", Domain::YesNo, false)
        .fact("odd", "{fact} {} {n}", Domain::YesNo, false)
        .choice("category", "Category")
        .fact("what", "What is bought by whom", Domain::YesNo, false);
    let texts = ["base ..5_000_000", "ubnd yes", "odd no", "category goods", "category !goods"];
    let lines = texts.map(|text| describe(&sample.model, &sample.boxes(&[text]), Language::En));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn long_lists_are_cut_and_counted() {
    let rows: Vec<String> = (1..=40).map(|n| format!("place_{n}")).collect();
    let sample = Sample::new().list("Province", true, None, &rows.join("\n")).choice("site", "Province");
    let few = format!("site {}", rows[..12].join(" "));
    let many = format!("site {}", rows[..19].join(" "));
    let most = format!("site {}", rows[..25].join(" "));
    let lines = [few, many, most].map(|text| describe(&sample.model, &sample.boxes(&[&text]), Language::En));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn no_box_is_no_case() {
    assert_eq!(describe(&sample().model, &[], Language::En), "no case");
    let everything = [ValueBox::default()];
    assert_eq!(describe(&sample().model, &everything, Language::En), "every case");
}

#[test]
fn values() {
    let (english, vietnamese) = (sample(), vietnamese());
    let commune = |name| Value::Choice(english.value("Commune", name));
    let field = |name| english.value("Field", name);
    let number = |text| Value::Ordered(read(text));
    let cases = [
        ("capacity", number("50")),
        ("capacity", number("0.125")),
        ("capacity", Value::Ordered(vires_model::Rational::new(1, 3))),
        ("value", number("2_000_000_000")),
        ("value", number("1_234_567")),
        ("share", number("65")),
        ("grace", number("1")),
        ("grace", number("15")),
        ("staff", number("1200")),
        ("filed", number("2025-07-01")),
        ("site", commune("da_lat")),
        ("foreign_invested", Value::YesNo(true)),
        ("storeys", Value::None),
        ("fields", Value::Set([field("generation"), field("trading")].into())),
        ("fields", Value::Set([].into())),
    ];
    let lines: Vec<String> = cases
        .iter()
        .map(|(name, value)| {
            let fact = english.fact_id(name);
            let en = value_words(&english.model, fact, value, Language::En);
            let vi = value_words(&vietnamese.model, fact, value, Language::Vi);
            let text = value_text(&english.model, fact, value);
            format!("{} | {en} | {vi} | {text:?}", fact_words(&vietnamese.model, fact))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
