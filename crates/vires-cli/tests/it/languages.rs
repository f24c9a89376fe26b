//! Why a command could not do its job is said in the language of the package, or the one asked for. That no such sentence is
//! in one language alone the type demands (`Refused`): these see that the right one is spoken.

use crate::run::Folder;

const MANIFEST: &str = "[package]\nname = \"p\"\nlanguage = \"vi\"\n";

const POLICY: &str = "gói p \"P\"
cấp tw \"Trung ương\"
đơn vị đo MW \"megawatt\"
danh mục Nguồn : coal, gas
cơ quan moit \"Bộ Công Thương\" ở tw
dữ kiện capacity : MW với 0 chữ số thập phân từ 0
dữ kiện nguồn : Nguồn
dữ kiện urgent : có hoặc không
thẩm quyền licence \"Cấp giấy phép\"
văn bản luật \"Luật\"
  có hiệu lực từ ngày 2025-01-01
  điều 1
    moit có thẩm quyền licence khi capacity không quá 50 MW và nguồn là coal và urgent
";

fn folder(name: &str) -> Folder {
    Folder::new(name).with("vires.toml", MANIFEST).with("p.vires", POLICY)
}

#[test]
fn what_a_command_cannot_do_is_said_in_the_language_of_the_package() {
    let folder =
        folder("languages-refused").with("accepted.toml", "[[accepted]]\nid = \"a\"\n").with("one.txt", [0xff]);
    for (arguments, wanted) in [
        (vec!["eval", "nosuch"], "không có thẩm quyền nào tên là `nosuch`: có p.licence"),
        (vec!["eval", "licence", "--at", "2026-13-01"], "--at: `2026-13-01` không phải là ngày: viết năm-tháng-ngày"),
        (vec!["eval", "licence", "foo=1"], "không có dữ kiện nào tên là `foo`: có capacity, nguồn, urgent"),
        (vec!["eval", "licence", "capacity=1 GW"], "capacity: không đọc được `1 GW` ở đây: viết như 1 MW"),
        (vec!["eval", "licence", "capacity=50"], "capacity: `50` thiếu đơn vị: viết 50 MW"),
        (vec!["eval", "licence", "capacity=0.5 MW"], "capacity: 0.5 MW không phải là số nguyên"),
        (vec!["eval", "licence", "nguồn=oil"], "nguồn: `oil` không thuộc danh mục Nguồn: coal, gas"),
        (vec!["eval", "licence", "urgent=maybe"], "urgent: `maybe` không phải là có hay không"),
        (vec!["eval", "licence", "urgent"], "`urgent` không đúng dạng DỮ_KIỆN=GIÁ_TRỊ: viết `urgent=có`"),
        (vec!["eval", "licence", "--done", "lunch of moit"], "`lunch` không phải là loại thủ tục"),
        (vec!["eval", "licence", "--case", "none.jsonl"], "none.jsonl: không có tệp hoặc thư mục này"),
        (vec!["act", "nobody", "licence", "--at", "2025-02-01"], "không có cơ quan hoặc chức danh nào tên là `nobody`"),
        (vec!["who", "moits"], "không có cơ quan hoặc chức danh nào tên là `moits`; có phải muốn viết moit?"),
        (
            vec!["check", "--baseline", "accepted.toml"],
            "accepted.toml: dòng 1: một vấn đề được chấp nhận phải nêu vì sao",
        ),
        (vec!["check", "none"], "none: không có tệp hoặc thư mục này"),
        (vec!["check", "-", "p.vires"], "`-` là đầu vào chuẩn và phải đứng một mình"),
        (vec!["check", "one.txt"], "one.txt: không phải là văn bản UTF-8: dòng 1"),
        (vec!["diff"], "nêu hai phiên bản"),
        (vec!["fmt", "none"], "none: không có tệp hoặc thư mục này"),
        (vec!["explain", "V9999"], "không có mã `V9999`: mã có dạng `V2001`"),
    ] {
        let ran = folder.run(&arguments);
        assert_eq!(ran.status, Some(2), "{arguments:?}: {ran}");
        assert!(ran.err.contains(wanted), "{arguments:?}: {}", ran.err);
    }
    let english = folder.run(&["eval", "nosuch", "--language", "en"]);
    assert_eq!(english.err, "vires: there is no power named `nosuch`: there are p.licence\n");
}

#[test]
fn a_manifest_with_a_fault_is_told_in_the_language_that_it_names() {
    let folder = folder("languages-manifest").with("vires.toml", format!("{MANIFEST}author = \"x\"\n"));
    let ran = folder.run(&["check"]);
    assert!(ran.err.contains("vires.toml: dòng 4: không có từ `author`; một gói có name"), "{}", ran.err);
}

#[test]
fn a_list_file_that_is_not_there_is_told_in_one_language() {
    let policy = format!("{POLICY}danh mục Tỉnh, lấy từ \"khong_co.csv\"\n");
    let ran = folder("languages-list").with("p.vires", policy).run(&["check", "--format", "concise"]);
    assert!(ran.out.contains("không đọc được tệp \"khong_co.csv\": không có tệp hoặc thư mục này"), "{}", ran.out);
}

#[test]
fn lines_left_as_they_are_and_cases_that_cannot_be_read() {
    let folder = folder("languages-lines")
        .with("q.vires", "văn bản q \"Q\"\n    điều 1\n  điều 2\n")
        .with("cases.jsonl", "{\"foo\": 1}\n");
    let fmt = folder.run(&["fmt", "q.vires"]);
    assert!(fmt.err.starts_with("vires: q.vires:2:5: giữ nguyên: "), "{}", fmt.err);
    let text = folder.run(&["eval", "licence", "--case", "cases.jsonl", "--format", "text"]);
    assert!(text.err.contains("cases.jsonl, dòng 1: không có dữ kiện nào tên là `foo`"), "{}", text.err);
}

/// What people read of days, of one of many, and of a modality: in the words of the language.
#[test]
fn an_answer_in_vietnamese_has_no_english_words_or_dates() {
    let policy = "gói p \"P\"
địa bàn Tỉnh : hue \"Huế\", lao_cai \"Lào Cai\"
cơ quan bo \"Bộ\"
cơ quan pc \"Ủy ban nhân dân\" một cho mỗi Tỉnh
dữ kiện site : Tỉnh
thẩm quyền licence \"Cấp giấy phép\"
phương thức giao \"Ủy quyền\"
  bên giao vẫn được thực hiện
văn bản luật \"Luật\"
  có hiệu lực từ ngày 2025-01-01
  điều 1
    bo có thẩm quyền licence khi site là hue
    pc của site có thẩm quyền licence trong các trường hợp còn lại
";
    let folder = folder("languages-answers").with("p.vires", policy);
    let eval = folder.run(&["eval", "licence", "--at", "2025-02-01", "site=lao_cai"]).out;
    assert!(eval.starts_with("Cấp giấy phép (p.licence), ngày 01 tháng 02 năm 2025\n"), "{eval}");
    assert!(eval.contains("(pc của lao_cai)"), "{eval}");
    let act =
        folder.run(&["act", "delegate", "bo", "licence", "pc của hue", "giao", "--at", "2025-02-01", "site=hue"]).out;
    assert!(act.contains("(pc của hue), Ủy quyền"), "{act}");
    let who = folder.run(&["who", "pc của hue", "--at", "2025-10-01"]).out;
    assert!(who.contains("(pc của hue)") && who.contains("vào ngày 01 tháng 10 năm 2025"), "{who}");
}

#[test]
fn findings_of_the_text_write_days_and_lengths_as_people_do() {
    let policy = POLICY.replace(
        "dữ kiện urgent",
        "định mức hạn : MW từ 0\ndữ kiện hồ_sơ : ngày\ndữ kiện gia_hạn : ngày làm việc từ 0\ndữ kiện urgent",
    ) + "    ấn định hạn là 5 MW\n    ấn định hạn là 6 MW\n    moit có thẩm quyền licence khi capacity không quá hạn\n    moit có thẩm quyền licence khi gia_hạn không quá 20 ngày\n";
    let out = folder("languages-findings").with("p.vires", policy).run(&["check", "--format", "concise"]).out;
    assert!(out.contains("`hạn` được ấn định các giá trị khác nhau từ ngày 01 tháng 01 năm 2025"), "{out}");
    assert!(out.contains("không thể so sánh 20 ngày ở đây"), "{out}");
}
