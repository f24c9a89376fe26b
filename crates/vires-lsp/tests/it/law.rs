//! A small law that has everything that is looked at: transfers, an end, lists, units, tests.

/// Its files; `/w/law/acts.vires` is the last.
pub(crate) const LAW: &str = "//- /w/vires.toml
[package]
name = \"law\"
//- /w/provinces.csv
name,label
ha_noi,Hà Nội
lam_dong,Lâm Đồng
//- /w/ground.vires
package law \"Law\"
unit MW
unit kW is 0.001 MW
unit GW is 1000 MW
tier central \"Trung ương\"
tier province \"Tỉnh\" below central
tier commune \"Xã\" below province
body kind ministry \"Bộ\"
body kind committee \"Ủy ban nhân dân\"
territory Province from \"provinces.csv\"
list Source \"Loại nguồn\" : coal, wind (onshore, offshore)
body moit \"Bộ Công Thương\" kind ministry, at central
body agency \"Cục Điện lực\" under moit, at central
body provincial_pc \"Ủy ban nhân dân tỉnh\" kind committee, at province, one per Province
instrument kind decree \"Nghị định\" rank 1
fact capacity \"Công suất\" : MW from 0 to 1_000
fact source \"Nguồn\" : Source
fact site \"Địa điểm\" : Province
modality delegates \"phân cấp\"
  giver stops acting
power licence \"Giấy phép hoạt động điện lực\" sector energy, place site
power report \"Tiếp nhận báo cáo\" sector energy
power inspection \"Thanh tra\" sector energy
power orphaned \"Không ai giữ\" sector energy
//- /w/acts.vires
package law
instrument d1 \"Nghị định 1\" kind decree, issued on 2025-06-01
  in force from 2025-07-01
  article 1 \"Thẩm quyền\"
    clause 1
      moit holds licence when capacity at least 50_000 kW
    clause 2
      agency holds licence in all other cases
  article 2
    moit holds report
instrument d2 \"Nghị định 2\" kind decree, issued on 2025-12-01
  in force from 2026-07-01 until 2027-02-28
  article 1 \"Phân cấp\"
    delegates licence from moit to provincial_pc of site when capacity below 0.1 GW
  article 2
    agency holds inspection until 2026-12-31
test \"một nhà máy lớn\"
  on 2026-02-01
  given capacity is 60 MW, source is coal, site is ha_noi
  expect moit holds licence
test \"sai\"
  on 2026-02-01
  given capacity is 60 MW, source is coal, site is ha_noi
  expect agency holds licence
";
