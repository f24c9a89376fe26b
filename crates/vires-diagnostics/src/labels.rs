//! The labels in the examples of the pages, in Vietnamese: what an example's bodies and texts are called is prose, as the page is.

use std::borrow::Cow;

/// The English label, and the Vietnamese one.
const LABELS: &[(&str, &str)] = &[
    ("A company", "Một công ty"),
    ("Approval", "Phê duyệt"),
    ("Approve a purchase", "Phê duyệt mua sắm"),
    ("Area of the site in square metres", "Diện tích khu đất, mét vuông"),
    ("Authorisation", "Ủy quyền"),
    ("Bank", "Ngân hàng"),
    ("Board", "Hội đồng"),
    ("Board of Directors", "Hội đồng quản trị"),
    ("Bodies", "Các cơ quan"),
    ("Building licence", "Giấy phép xây dựng"),
    ("Capacity of the line", "Công suất đường dây"),
    ("Category", "Loại"),
    ("Chief executive", "Tổng giám đốc"),
    ("Chief financial officer", "Giám đốc tài chính"),
    ("Circular", "Thông tư"),
    ("Circular 1/2025", "Thông tư 1/2025"),
    ("Commune", "Xã"),
    ("Commune committee", "Ủy ban nhân dân cấp xã"),
    ("Commune of the shop", "Xã nơi đặt cửa hàng"),
    ("Company bodies", "Các cơ quan của công ty"),
    ("Customs", "Hải quan"),
    ("Day the complete file was received", "Ngày nhận đủ hồ sơ"),
    ("Decentralisation", "Phân cấp"),
    ("Decree", "Nghị định"),
    ("Decree 1/2017", "Nghị định 1/2017"),
    ("Decree 1/2024", "Nghị định 1/2024"),
    ("Decree 1/2025", "Nghị định 1/2025"),
    ("Decree 2/2025", "Nghị định 2/2025"),
    ("Decree 2/2026", "Nghị định 2/2026"),
    ("Director", "Giám đốc"),
    ("District committee", "Ủy ban nhân dân cấp huyện"),
    ("Electricity Agency", "Cục Điện lực"),
    ("Electricity Board", "Ủy ban Điện lực"),
    ("File received", "Ngày nhận hồ sơ"),
    ("Foreign investor", "Nhà đầu tư nước ngoài"),
    ("Generation licence", "Giấy phép phát điện"),
    ("Government", "Chính phủ"),
    ("Important plant", "Nhà máy quan trọng"),
    ("Installed capacity", "Công suất lắp đặt"),
    ("Internal auditor", "Kiểm toán viên nội bộ"),
    ("Large plant", "Nhà máy lớn"),
    ("Law", "Luật"),
    ("Law 1/2024", "Luật 1/2024"),
    ("Law 2/2024", "Luật 2/2024"),
    ("Law 2/2025", "Luật 2/2025"),
    ("Law 2/2026", "Luật 2/2026"),
    ("Law 3/2025", "Luật 3/2025"),
    ("Law 3/2026", "Luật 3/2026"),
    ("Length of the site in metres", "Chiều dài khu đất, mét"),
    ("Licences", "Cấp phép"),
    ("Limit", "Hạn mức"),
    ("Liquor retail permit", "Giấy phép bán lẻ rượu"),
    ("Loan", "Khoản vay"),
    ("Loans", "Các khoản vay"),
    ("Manager", "Quản lý"),
    ("Ministry", "Bộ"),
    ("Ministry of Defence", "Bộ Quốc phòng"),
    ("Ministry of Industry", "Bộ Công Thương"),
    ("Ministry of Transport", "Bộ Giao thông vận tải"),
    ("Payment", "Thanh toán"),
    ("Payments", "Các khoản thanh toán"),
    ("Permits", "Giấy phép"),
    ("Policy", "Quy chế"),
    ("Province", "Tỉnh"),
    ("Province of the shop", "Tỉnh nơi đặt cửa hàng"),
    ("Province of the site", "Tỉnh nơi đặt nhà máy"),
    ("Provincial agency", "Cơ quan cấp tỉnh"),
    ("Provincial committee", "Ủy ban nhân dân cấp tỉnh"),
    ("Purchases", "Mua sắm"),
    ("Purchasing policy 2026", "Quy chế mua sắm 2026"),
    ("Renewal of a generation licence", "Gia hạn giấy phép phát điện"),
    ("Resolution", "Nghị quyết"),
    ("Resolution 1/2025", "Nghị quyết 1/2025"),
    ("Resolution 1/2026", "Nghị quyết 1/2026"),
    ("Sign a contract", "Ký hợp đồng"),
    ("State bodies", "Cơ quan nhà nước"),
    ("Transit", "Quá cảnh"),
    ("Transit permit", "Giấy phép quá cảnh"),
    ("Urgent", "Khẩn cấp"),
    ("Value of the project", "Giá trị dự án"),
    ("Voltage", "Điện áp"),
    ("Who asked", "Người đề nghị"),
    ("Width of the site in metres", "Chiều rộng khu đất, mét"),
    ("a plant of exactly 50 MW", "nhà máy đúng 50 MW"),
];

/// A policy with its labels in Vietnamese.
pub(crate) fn in_vietnamese(policy: &str) -> String {
    let lines = policy.split_inclusive('\n').map(|line| {
        // Every second part stands between quotation marks; the last of them may not be closed.
        let parts = line.split('"').enumerate().map(|(n, part)| match n % 2 {
            0 => Cow::Borrowed(part),
            _ => label(part),
        });
        parts.collect::<Vec<_>>().join("\"")
    });
    lines.collect()
}

fn label(english: &str) -> Cow<'_, str> {
    let bare = english.trim_end_matches('\n');
    match LABELS.iter().find(|(known, _)| *known == bare) {
        Some((_, vietnamese)) => Cow::Owned(english.replace(bare, vietnamese)),
        None => Cow::Borrowed(english),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Code, examples};

    /// Names of files and of currencies are what they are.
    const AS_THEY_ARE: [&str; 3] = ["communes.csv", "provinces.csv", "đồng"];

    #[test]
    fn every_label_of_every_example_has_its_vietnamese_and_no_other_is_kept() {
        let mut used = BTreeSet::new();
        for example in Code::ALL.iter().flat_map(|code| examples(*code)).filter(|own| own.language == "vires") {
            used.extend(example.text.lines().flat_map(|line| line.split('"').skip(1).step_by(2)));
        }
        let used: BTreeSet<&str> = used.into_iter().filter(|label| !AS_THEY_ARE.contains(label)).collect();
        assert_eq!(used, LABELS.iter().map(|(english, _)| *english).collect());
    }
}
