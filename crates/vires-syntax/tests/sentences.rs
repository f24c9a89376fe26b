//! Every kind of sentence reads, in both languages, and to the same tree.

mod spanless;

use spanless::tree;

#[track_caller]
fn same(english: &str, vietnamese: &str) {
    assert_eq!(tree(english), tree(vietnamese), "\n{english}\n{vietnamese}");
}

#[test]
fn declarations() {
    same("package vn.trade \"Thương mại\"", "gói vn.trade \"Thương mại\"");
    same("use vn.prelude", "dùng vn.prelude");
    same("currency VND \"đồng\", with 0 decimals", "tiền tệ VND \"đồng\", với 0 chữ số thập phân");
    same("unit kW is 1/1000 MW", "đơn vị đo kW là 1/1000 MW");
    same(
        "tier commune \"Cấp xã\" below province, until 2025-06-30",
        "cấp commune \"Cấp xã\" dưới province, đến hết ngày 2025-06-30",
    );
    same(
        "territory Commune within Province, from \"communes.csv\"",
        "địa bàn Commune nằm trong Province, lấy từ \"communes.csv\"",
    );
    same(
        "list Fuel : coal, gas \"Khí\", wind (onshore, offshore)",
        "danh mục Fuel : coal, gas \"Khí\", wind (onshore, offshore)",
    );
    same("body kind committee", "loại cơ quan committee");
    same(
        "body pc \"Ủy ban\" also ủy_ban, at province, one per Province, kind committee",
        "cơ quan pc \"Ủy ban\" còn gọi là ủy_ban, ở province, một cho mỗi Province, loại committee",
    );
    same(
        "office auditor under board incompatible with cfo, ceo",
        "chức danh auditor trực thuộc board không kiêm cfo, ceo",
    );
    same("event new_law on 2026-07-01", "sự kiện new_law ngày 2026-07-01");
    same("assume provinces include main_province", "giả định provinces gồm main_province");
    same(
        "precedence higher rank, then later, then more specific",
        "thứ tự áp dụng hiệu lực pháp lý cao hơn, rồi đến ban hành sau, rồi đến quy định riêng",
    );
    same(
        "power licence sector minerals, place site, acts issue, extend, revoke, code \"1.000494\", held concurrently",
        "thẩm quyền licence lĩnh vực minerals, nơi thực hiện site, gồm các việc issue, extend, revoke, mã số \"1.000494\", nhiều cơ quan cùng có",
    );
    same(
        "instrument kind decree rank 4, issued by government",
        "loại văn bản decree hiệu lực bậc 4, ban hành bởi government",
    );
    same(
        "instrument d1\n  kind decree, issued by government on 2025-06-12, signed on 2025-06-12, published on 2025-06-13\n  in force from 2025-07-01 until 2027-02-28, overlay\n  based on law_1 article 8",
        "văn bản d1\n  loại decree, ban hành bởi government ngày 2025-06-12, ký ngày 2025-06-12, công bố ngày 2025-06-13\n  có hiệu lực từ ngày 2025-07-01 đến hết ngày 2027-02-28, tạm thời\n  căn cứ law_1 điều 8",
    );
}

#[test]
fn facts_and_parameters() {
    same(
        "fact capacity : MW with 3 decimals from 0 to 20_000",
        "dữ kiện capacity : MW với 3 chữ số thập phân từ 0 đến 20_000",
    );
    let on_lines = [
        "list Fuel \"Nhiên liệu\"\n  coal, gas \"Khí\"\n  wind\n    onshore\n    offshore",
        "list Fuel \"Nhiên liệu\" :\n  coal, gas \"Khí\",\n  wind (onshore, offshore)",
        "list Fuel \"Nhiên liệu\" : coal,\n  gas \"Khí\"\n  wind (onshore)\n    offshore",
        "danh mục Fuel \"Nhiên liệu\"\n  coal, gas \"Khí\"\n  wind\n    onshore\n    offshore",
    ];
    for list in on_lines {
        same("list Fuel \"Nhiên liệu\" : coal, gas \"Khí\", wind (onshore, offshore)", list);
    }
    same("fact fields : set of Field", "dữ kiện fields : tập hợp Field");
    same(
        "fact affected \"Ảnh hưởng\" by State is all of\n  large\n  foreign",
        "dữ kiện affected \"Ảnh hưởng\" theo State là tất cả các điều kiện\n  large\n  foreign",
    );
    assert_eq!(tree("fact affected by State is large"), tree("fact affected is large, by State"));
    same("fact storeys : number from 0 or none", "dữ kiện storeys : số từ 0 hoặc không có");
    same("fact received : date", "dữ kiện received : ngày");
    same("parameter review : days from 0", "định mức review : số ngày từ 0");
    same("parameter review : working days", "định mức review : ngày làm việc");
    same("fact who : person", "dữ kiện who : người");
    same("fact share : % from 0% to 100%", "dữ kiện share : % từ 0% đến 100%");
    same("fact ready : yes or no, found by pc", "dữ kiện ready : có hoặc không, theo xác định của pc");
    same("fact value is base + options * 2", "dữ kiện value là base + options * 2");
    same(
        "fact large is capacity at least 30 MW or height above 15 m",
        "dữ kiện large là capacity không dưới 30 MW hoặc height trên 15 m",
    );
    same("fact mode : by_road, by_rail", "dữ kiện mode : by_road, by_rail");
    same("fact quantity : tonne from 0, by Chemical", "dữ kiện quantity : tonne từ 0, theo Chemical");
    same("parameter limit \"Hạn mức\" : VND by Category", "định mức limit \"Hạn mức\" : VND theo Category");
}

#[test]
fn modalities() {
    same(
        "modality devolve also phân_quyền\n  title moves\n  giver stops acting\n  answerable receiver\n  in the name of both\n  form law, decree or above\n  must state content, scope, term, conditions\n  found in law\n  onward decentralise, authorise\n  from government, moit to pc",
        "phương thức devolve còn gọi là phân_quyền\n  chuyển hẳn thẩm quyền\n  bên giao thôi thực hiện\n  chịu trách nhiệm bên nhận\n  nhân danh cả hai bên\n  hình thức law, decree trở lên\n  phải nêu rõ nội dung, phạm vi, thời hạn, điều kiện\n  được quy định tại law\n  chuyển tiếp decentralise, authorise\n  từ government, moit cho pc",
    );
    same(
        "modality lend\n  title stays\n  giver may still act\n  answerable giver\n  onward never",
        "phương thức lend\n  không chuyển hẳn thẩm quyền\n  bên giao vẫn được thực hiện\n  chịu trách nhiệm bên giao\n  chuyển tiếp không được phép",
    );
    same("modality lend\n  onward freely", "phương thức lend\n  chuyển tiếp không hạn chế");
}

#[test]
fn rules() {
    same("moit holds p when source is nuclear", "moit có thẩm quyền p khi source là nuclear");
    same("pc of site holds p, q in all other cases", "pc của site có thẩm quyền p, q trong các trường hợp còn lại");
    same("moit or pc of its place holds p", "moit hoặc pc của nơi thực hiện có thẩm quyền p");
    same("moit and mnd hold p jointly", "moit và mnd có thẩm quyền p cùng nhau");
    same("any 2 of ceo, cfo, coo hold p", "bất kỳ 2 của ceo, cfo, coo có thẩm quyền p");
    same("whoever holds p holds q", "cơ quan nào có thẩm quyền p có thẩm quyền q");
    same("decentralise p from moit to pc of site", "decentralise p từ moit cho pc của site");
    same(
        "assign every power of dpc in sector consumers except law_1 article 77 clause 2 to cpc of its place",
        "assign mọi thẩm quyền của dpc thuộc lĩnh vực consumers trừ law_1 điều 77 khoản 2 cho cpc của nơi thực hiện",
    );
    same(
        "assign every other power of dpc under decree_62 to pc",
        "assign mọi thẩm quyền khác của dpc theo quy định tại decree_62 cho pc",
    );
    same(
        "delegate every power of ceo to coo except doa section 3",
        "delegate mọi thẩm quyền của ceo cho coo trừ doa mục 3",
    );
    same("moit keeps p when big", "moit vẫn giữ p khi big");
    same(
        "nobody holds p from 2027-04-01 until 2027-09-30",
        "không cơ quan nào có thẩm quyền p từ ngày 2027-04-01 đến hết ngày 2027-09-30",
    );
    same("p is not required from 2026-07-01", "p không phải thực hiện từ ngày 2026-07-01");
    same("requester may not hold p", "requester không được thực hiện p");
    same(
        "p may not be passed on below director except ceo when value above 5 USD",
        "p không được chuyển giao tiếp dưới director trừ ceo khi value trên 5 USD",
    );
    same("pc may take over p from cpc when late", "pc được trực tiếp giải quyết p từ cpc khi late");
    same("head may delegate p to deputy", "head được delegate p cho deputy");
    same(
        "moit holds p except when small, before new_law, based on d1 article 2",
        "moit có thẩm quyền p trừ khi small, trước ngày new_law, căn cứ d1 điều 2",
    );
}

#[test]
fn conditions() {
    let english = "moit holds p\n  when any of\n    field is civil and any Chemical has quantity at least threshold\n    all of\n      source is one of coal, gas\n      source is none of oil\n    none of\n      storeys is none\n      act is not issue\n    any 2 of\n      urgent\n      capacity above 50 MW and at most 100 MW\n      not small";
    let vietnamese = "moit có thẩm quyền p\n  khi một trong các trường hợp\n    field là civil và bất kỳ Chemical có quantity không dưới threshold\n    tất cả các điều kiện\n      source thuộc một trong coal, gas\n      source không thuộc oil\n    không trường hợp nào\n      storeys là không có\n      act không phải là issue\n    bất kỳ 2 của\n      urgent\n      capacity trên 50 MW và không quá 100 MW\n      không phải small";
    same(english, vietnamese);
    same(
        "moit holds p when fields include only a, b or count of fields at least 2",
        "moit có thẩm quyền p khi fields chỉ gồm a, b hoặc số lượng fields không dưới 2",
    );
    same(
        "moit holds p when sum over C of q / t at least 1",
        "moit có thẩm quyền p khi tổng theo C của q / t không dưới 1",
    );
    same(
        "moit holds p when q is held by moit or r is held at central",
        "moit có thẩm quyền p khi q thuộc thẩm quyền của moit hoặc r thuộc thẩm quyền ở central",
    );
    same("moit holds p when q is held below central", "moit có thẩm quyền p khi q thuộc thẩm quyền dưới central");
    same(
        "moit holds p when every C has x is yes and no D has y is no",
        "moit có thẩm quyền p khi mọi C có x là có và không có D có y là không",
    );
    same(
        "moit holds p when value at most 10% of limit of goods",
        "moit có thẩm quyền p khi value không quá 10% của limit của goods",
    );
    same(
        "moit holds p when votes at least 2/3 of members",
        "moit có thẩm quyền p khi votes không dưới 2/3 của members",
    );
    same(
        "moit holds p when received after 2025-01-01 and today before notice + 10 days",
        "moit có thẩm quyền p khi received sau 2025-01-01 và hôm nay trước ngày notice + 10 ngày",
    );
    same("moit holds p when value above 2 billion VND", "moit có thẩm quyền p khi value trên 2 tỷ VND");
    same(
        "moit holds p when age above 15 working days and term above 6 months",
        "moit có thẩm quyền p khi age trên 15 ngày làm việc và term trên 6 tháng",
    );
}

#[test]
fn steps() {
    same(
        "pc holds p\n  with consent of mnd and mps\n  after consulting pc of main within 15 working days of received, else approved\n  on proposal of doit\n  after review by cfo when big\n  in coordination with moc\n  notifying mof\n  within 30 days of received, else passes to moit",
        "pc có thẩm quyền p\n  có sự đồng ý của mnd và mps\n  sau khi lấy ý kiến pc của main trong thời hạn 15 ngày làm việc kể từ received, quá hạn thì coi như đồng ý\n  theo đề nghị của doit\n  sau khi thẩm định bởi cfo khi big\n  phối hợp với moc\n  thông báo cho mof\n  trong thời hạn 30 ngày kể từ received, quá hạn thì chuyển cho moit",
    );
    same(
        "for p when big\n  after review by cfo within 3 days of submitted, else refused",
        "đối với p khi big\n  sau khi thẩm định bởi cfo trong thời hạn 3 ngày kể từ submitted, quá hạn thì coi như từ chối",
    );
}

#[test]
fn steps_by_what_the_case_says() {
    same(
        "pc holds p\n  with consent of every ministry\n  after consulting pc of every affected within 28 days beginning with sent, else approved\n  with consent of mnd and whoever holds q\n  with consent of any 2 of class_a\n  within 3 months + 4 sitting_days of laid, else refused",
        "pc có thẩm quyền p\n  có sự đồng ý của mọi ministry\n  sau khi lấy ý kiến pc của mọi affected trong thời hạn 28 ngày tính cả ngày sent, quá hạn thì coi như đồng ý\n  có sự đồng ý của mnd và cơ quan nào có thẩm quyền q\n  có sự đồng ý của bất kỳ 2 của class_a\n  trong thời hạn 3 tháng + 4 sitting_days kể từ laid, quá hạn thì coi như từ chối",
    );
}

#[test]
fn days() {
    same(
        "instrument d\n  in force from published + 6 months until signed + 1 year\n  article 1 before opened + 30 days\n  article 2 from issued + 1 day",
        "văn bản d\n  có hiệu lực từ ngày công bố + 6 tháng đến hết ngày ký + 1 năm\n  điều 1 trước ngày opened + 30 ngày\n  điều 2 từ ngày ban hành + 1 ngày",
    );
    same(
        "calendar sitting \"S\" : 2026-01-05, 2026-01-06\n  2026-02-02,\n  2026-02-03\n  until 2026-06-30",
        "lịch sitting \"S\" : 2026-01-05, 2026-01-06\n  2026-02-02,\n  2026-02-03\n  đến hết ngày 2026-06-30",
    );
    same(
        "calendar bank is working days except 2026-04-03, from 2026-01-01",
        "lịch bank là ngày làm việc trừ 2026-04-03, từ ngày 2026-01-01",
    );
}

#[test]
fn operations() {
    same("d1 article 3 yields to d2", "d1 điều 3 nhường áp dụng cho d2");
    same("every circular yields to d2", "mọi circular nhường áp dụng cho d2");
    same("article 3 prevails over d2 article 4", "điều 3 được ưu tiên áp dụng so với d2 điều 4");
    same("set limit of goods to 3 billion VND", "ấn định limit của goods là 3 tỷ VND");
    same("set forms to D, AI", "ấn định forms là D, AI");
    same("repeal d1 article 48, d1 annex XIV", "bãi bỏ d1 điều 48, d1 phụ lục XIV");
    same("replace d1 annex I with\n  set forms to D", "thay thế d1 phụ lục I bằng\n  ấn định forms là D");
    same("insert after d1 article 10\n  article 10a \"Mới\"", "bổ sung sau d1 điều 10\n  điều 10a \"Mới\"");
    same("suspend d1 before new_law, restoring d0", "ngưng hiệu lực d1 trước ngày new_law, áp dụng lại d0");
    same("extend d1 article 4 until 2028-02-28", "kéo dài hiệu lực d1 điều 4 đến hết ngày 2028-02-28");
    same("start annex I on 2026-05-29", "bắt đầu hiệu lực phụ lục I ngày 2026-05-29");
    same("read cpc of site for dpc in d32 article 2", "đọc cpc của site thay cho dpc tại d32 điều 2");
    same("abolish dpc from 2025-07-01", "giải thể dpc từ ngày 2025-07-01");
    same("appoint an to cfo until 2026-12-31", "bổ nhiệm an cho cfo đến hết ngày 2026-12-31");
    same(
        "this instrument applies only when received from 2025-07-01",
        "văn bản này chỉ áp dụng khi received từ ngày 2025-07-01",
    );
    same("this article prevails over every instrument", "điều này được ưu tiên áp dụng so với mọi văn bản");
    same(
        "this instrument yields to every law, decree issued from 2025-07-01, in force before 2027-03-01",
        "văn bản này nhường áp dụng cho mọi law, decree ban hành từ ngày 2025-07-01, có hiệu lực trước ngày 2027-03-01",
    );
}

#[test]
fn requirements_and_tests() {
    same("require every authorise has an end", "yêu cầu mọi authorise có thời hạn");
    same(
        "require no power in sector defence is held below central",
        "yêu cầu không có thẩm quyền thuộc lĩnh vực defence thuộc thẩm quyền dưới central",
    );
    same("require every power is held at central", "yêu cầu mọi thẩm quyền thuộc thẩm quyền ở central");
    same("require p has a holder from 2026-01-01", "yêu cầu p có cơ quan thực hiện từ ngày 2026-01-01");
    same(
        "require p is held by board when value above 20 billion VND",
        "yêu cầu p thuộc thẩm quyền của board khi value trên 20 tỷ VND",
    );
    same(
        "test \"một\"\n  on 2025-08-01\n  known on 2025-08-01\n  given source is solar, fields are a and b, limit of goods is 5 VND, ready\n  expect pc of x holds p under d1 article 22 clause 2 point đ\n  expect nobody holds p\n  expect p is not required\n  expect gap over p\n  expect conflict over p\n  expect undetermined over p, needs site, source\n  expect r may not hold p\n  expect any 2 of a, b hold p",
        "kiểm thử \"một\"\n  ngày 2025-08-01\n  theo công bố đến ngày 2025-08-01\n  với source là solar, fields là a và b, limit của goods là 5 VND, ready\n  kết quả pc của x có thẩm quyền p theo quy định tại d1 điều 22 khoản 2 điểm đ\n  kết quả không cơ quan nào có thẩm quyền p\n  kết quả p không phải thực hiện\n  kết quả bỏ trống về p\n  kết quả chồng chéo về p\n  kết quả chưa xác định về p, cần biết site, source\n  kết quả r không được thực hiện p\n  kết quả bất kỳ 2 của a, b có thẩm quyền p",
    );
}

#[test]
fn words_that_only_begin_a_line_are_free_as_names() {
    tree("power p acts issue, extend, revoke, set, read, list, start");
    tree("fact form : number\nfact term : number\nmoit holds p when form at least 3 and term below 4");
    tree("read holds form");
    tree("body list under body");
}

#[test]
fn a_comma_ends_a_list_where_a_clause_begins() {
    let file = "fact mode : coal, gas, found by moit";
    assert_eq!(tree(file), tree("fact mode : coal, gas\n  found by moit"));
    let range = "dữ kiện n : số từ 1 đến 34";
    assert_eq!(tree(range), tree("fact n : number from 1 to 34"));
}

#[test]
fn marks_are_words() {
    let words = tree("m holds p when a at most 5 MW and b above 3 and c below 1 and d at least 2 and e is f");
    assert_eq!(words, tree("m holds p when a <= 5 MW and b > 3 and c < 1 and d >= 2 and e = f"));
    assert_eq!(words, tree("m holds p when a ≤ 5 MW and b > 3 and c < 1 and d ≥ 2 and e = f"));
}

#[test]
fn lists_of_holders_end_with_the_word_that_joins_them() {
    let law = |line: &str| format!("instrument d1\n  article 1\n    {line}");
    let alike = |natural: &str, spelled_out: &str| same(&law(natural), &law(spelled_out));
    alike("a, b and c hold p jointly", "a và b và c có thẩm quyền p cùng nhau");
    alike("a, b, and c hold p jointly", "a, b và c có thẩm quyền p cùng nhau");
    alike("a, b or c holds p", "a hoặc b hoặc c có thẩm quyền p");
    alike("a of x, (b or c), d and e hold p jointly", "a of x and (b or c) and d and e hold p jointly");
    alike("delegate p from a to b, c or d, until 2025-06-30", "delegate p from a to b or c or d until 2025-06-30");
    alike(
        "a holds p\n      with consent of b, every ministry and whoever holds q within 5 days, else approved",
        "a holds p\n      with consent of b and every ministry and whoever holds q within 5 days, else approved",
    );
    alike(
        "a holds p\n      after consulting b, c or d, when x",
        "a holds p\n      after consulting b or c or d, when x",
    );
    alike("a holds p when q is held by b, c and d jointly", "a holds p when q is held by b and c and d jointly");
    alike("a holds p when q is held by b, c or d and x", "a holds p when q is held by b or c or d and x");
    let expected = |line: &str| format!("test \"t\"\n  on 2026-01-01\n  expect {line}");
    same(&expected("a, b and c hold p jointly"), &expected("a và b và c có thẩm quyền p cùng nhau"));
    same(&expected("a, b or c holds p under d1 article 1"), &expected("a or b or c holds p under d1 article 1"));
}

#[test]
fn provisions_are_numbered_as_printed() {
    use vires_syntax::ast::{LineKind, Operation};
    let numbers = |written: &str| {
        let text = format!(
            "instrument d1\n  article {written} \"Title\"\n  repeal d2 điều {written} khoản 1, this instrument section {written}"
        );
        let read = vires_syntax::parse(&text, vires_syntax::FileKind::Policy);
        assert!(read.errors.is_empty(), "{:#?}", read.errors);
        let mut numbers = Vec::new();
        for line in &read.file.lines[0].below {
            match &line.kind {
                LineKind::Provision { step, title } => {
                    assert!(title.is_some());
                    numbers.push(step.number.clone());
                }
                LineKind::Operation(Operation::Repeal { targets }) => {
                    assert_eq!(targets[0].path.len(), 2);
                    numbers.extend(targets.iter().map(|place| place.path[0].number.clone()));
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(numbers.len(), 3);
        numbers.dedup();
        assert_eq!(numbers.len(), 1);
        numbers.remove(0)
    };
    for bare in ["L422-1", "R*423-23", "6.302-5", "5-ter", "5bis", "10a", "đ", "XIV", "I.2", "4/5", "91.2A", "L231-1-2"]
    {
        assert_eq!(numbers(bare), bare);
        assert_eq!(numbers(&format!("\"{bare}\"")), bare);
        assert_eq!(vires_syntax::written_number(bare), bare);
    }
    assert_eq!(numbers("L422 - 1"), "L422-1");
    for quoted in ["91(2A)", "L. 231-1", "5 ter", "231-1-2", "XIV bis", "A (b)"] {
        let written = format!("\"{quoted}\"");
        assert_eq!(numbers(&written), quoted);
        assert_eq!(vires_syntax::written_number(quoted), written);
    }
    let forgotten = vires_syntax::parse("instrument d1\n  article \"Powers\"", vires_syntax::FileKind::Policy);
    assert_eq!(forgotten.errors.len(), 1);
    assert!(
        forgotten.errors[0].message.in_language(vires_words::Language::En).contains("number"),
        "{:?}",
        forgotten.errors
    );
}
