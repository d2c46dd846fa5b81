import type { GoldenCase } from '../drawn-workbook.ts'
import { AREA_CHANGE_CASES } from './area-changes.ts'
import { AREA_CASES } from './areas.ts'
import { CARD_CHANGES_CASES } from './card-changes.ts'
import { CARD_ROLL_CASES } from './card-roll.ts'
import { FIGURE_CASES } from './figures.ts'
import { HOUSEHOLD_SURVEY_CASES } from './household-survey.ts'
import { OLD_FONT_CARD_CASES, OLD_FONT_HOUSEHOLD_CASES } from './old-fonts.ts'
import { TARGET_CASES } from './targets.ts'

/** Every golden workbook by its folder. */
export const GOLDEN_CASES: Readonly<Record<string, readonly GoldenCase[]>> = {
  areas: AREA_CASES,
  'area-changes': AREA_CHANGE_CASES,
  figures: FIGURE_CASES,
  targets: TARGET_CASES,
  'card-roll': [...CARD_ROLL_CASES, ...OLD_FONT_CARD_CASES],
  'card-changes': CARD_CHANGES_CASES,
  'household-survey': [...HOUSEHOLD_SURVEY_CASES, ...OLD_FONT_HOUSEHOLD_CASES],
}
