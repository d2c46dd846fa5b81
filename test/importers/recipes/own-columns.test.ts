import { expect, test } from 'vitest'
import { OUTCOME_HEADING } from '../../../importers/forms/own-marks.ts'
import { SOURCES } from '../../../importers/sources/all-sources.ts'
import { fingerprintOf, type Recipe } from '../../../importers/stages/recipe.ts'
import { recogniseSheet } from '../../../importers/stages/recognise.ts'
import { grid } from '../../support/grid.ts'

const HEADINGS = ['STT', 'Họ và tên', 'Số thẻ', 'Ngày sinh', 'Giới tính', 'Từ ngày', 'Đến ngày']
const ROW = '1|Nguyễn Văn A|GD4009912345678|01/02/1980|Nam|01/01/2017|31/12/2017'

const recipe: Recipe = {
  kind: 'CARD_ROLL',
  fingerprint: fingerprintOf(HEADINGS, null),
  columns: [],
  categories: {},
  file: 'the-2017-09.xlsx',
  day: '2017-09-30',
}

test.each(Object.values(OUTCOME_HEADING))(
  'a marked file with “%s” is the form that it was before it was marked',
  async (own) => {
    const sheet = grid([...HEADINGS, own].join('|'), `${ROW}|ok`)
    const found = await recogniseSheet(sheet, SOURCES, {}, { recipes: [recipe] })
    expect(found).toMatchObject({ kind: 'CARD_ROLL', confidence: 1, lastTime: { file: 'the-2017-09.xlsx' } })
    expect(found.issues.map(({ code }) => code)).toEqual(['read-as-last-time'])
  },
)
