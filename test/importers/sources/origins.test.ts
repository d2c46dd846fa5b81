import { expect, test } from 'vitest'
import { originOfTitles } from '../../../importers/sources/figures/origins.ts'

test.each([
  [['ỦY BAN NHÂN DÂN HUYỆN YÊN THẾ', 'BẢO HIỂM XÃ HỘI HUYỆN YÊN THẾ'], 'INSURANCE_OFFICE'],
  [['BẢO HIỂM XÃ HỘI TỈNH BẮC GIANG', 'ỦY BAN NHÂN DÂN XÃ BỐ HẠ'], 'INSURANCE_OFFICE'],
  [['UBND XÃ XUÂN HƯNG', 'Báo cáo dân số'], 'PEOPLES_COMMITTEE'],
  [['BẢO HIỂM XÃ HỘI HUYỆN YÊN THẾ', 'Nguồn: UBND các xã'], 'PEOPLES_COMMITTEE'],
  [['Biểu tổng hợp'], null],
])('%j are numbers of %s', (titles, origin) => {
  expect(originOfTitles(titles)).toBe(origin)
})
