import { describe, expect, test } from 'vitest'
import { grid } from '../../support/grid.ts'
import { understood } from '../stages/understood.ts'

async function told(card: string, birth: string, days: string) {
  const { issues } = await understood(
    grid(
      'DANH SÁCH THẺ BHYT XÃ XUÂN HƯNG',
      'STT|Họ và tên|Số thẻ BHYT|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
      `1|Nguyễn Văn A|${card}|${birth}|Nam|${days}`,
    ),
  )
  return issues.map(({ code, args }) => [code, args])
}

describe('the benefit level of a card', () => {
  test.each([
    ['CN3009917000001', '01/01/2025|31/12/2025'],
    ['CN2009917000001', '01/01/2026|31/12/2026'],
    ['CN3009917000001', '01/07/2025|30/06/2026'],
    ['CN2009917000001', '01/07/2025|30/06/2026'],
    ['LH4009917000001', '01/07/2025|31/12/2025'],
    ['PV4009917000001', '01/01/2026|31/12/2026'],
    ['XX5009917000001', '01/01/2026|31/12/2026'],
  ])('%s is good %s', async (card, days) => {
    expect(await told(card, '1950', days)).toEqual([])
  })

  test.each([
    ['CN3009917000001', '01/01/2026|31/12/2026', '2 (1/1/2026 –)'],
    ['CN2009917000001', '01/01/2025|31/12/2025', '3 (– 31/12/2025)'],
    ['LH4009917000001', '01/02/2026|31/12/2026', '2 (1/1/2026 –)'],
    ['GD2009917000001', '01/01/2017|31/12/2017', '4'],
  ])('%s is doubted %s, with the rule of those days', async (card, days, expected) => {
    const [level, code] = [Number(card[2]), card.slice(0, 2)]
    expect(await told(card, '1950', days)).toEqual([['benefit-level-unexpected', { code, level, expected }]])
  })
})

describe('the code of a card and the age of its bearer', () => {
  test.each([
    ['TE1009917000001', '15/05/2014', '15/05/2014|30/09/2020', 'under six'],
    ['TE1009917000001', '15/05/2014', '01/09/2020|30/09/2020', 'six since May, before school'],
    ['TE1009917000001', '15/11/2014', '01/11/2020|15/11/2020', 'six in November'],
    ['TE1009917000001', '2014', '01/12/2020|31/12/2020', 'only the year is known'],
    ['TE1009910000001', '2000', '01/01/2012|31/12/2012', 'before the rule'],
    ['CT4009917000001', '1937', '01/06/2017|31/12/2017', 'eighty in this year'],
    ['CT4009917000001', '1947', '01/07/2025|31/12/2025', 'after the rule'],
    ['LH4009917000001', '1955', '01/07/2025|31/12/2025', 'seventy, of a poor household'],
    ['HS4009917000001', '2012', '01/09/2017|31/12/2017', 'five in this year'],
  ])('fit: %s born %s, %s: %s', async (card, birth, days, _why) => {
    expect(await told(card, birth, days)).toEqual([])
  })

  test.each([
    ['TE1009917000001', '15/05/2014', '01/10/2020|31/12/2020', ['< 6', 'Luật 46/2014/QH13', '1/1/2015 –']],
    ['TE1009917000001', '1980', '01/01/2017|31/12/2017', ['< 6', 'Luật 46/2014/QH13', '1/1/2015 –']],
    ['CT4009917000001', '1950', '01/01/2017|31/12/2017', ['≥ 80', 'QĐ 1351/QĐ-BHXH', '1/12/2015 – 30/6/2025']],
    ['LH2009917000001', '1980', '01/01/2026|31/12/2026', ['≥ 70', 'Luật 41/2024/QH15', '1/7/2025 –']],
    ['SV4009917000001', '2010', '01/01/2017|31/12/2017', ['≥ 16', 'Luật 46/2014/QH13', '1/1/2015 –']],
  ])('contradict: %s born %s, %s', async (card, birth, days, [ages, law, period]) => {
    const [found] = await told(card, birth, days)
    expect(found).toEqual(['card-code-contradicts-birth', expect.objectContaining({ ages, law, period })])
  })
})
