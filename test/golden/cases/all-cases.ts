import type { GoldenCase } from '../drawn-workbook.ts'
import { AREA_CHANGE_CASES } from './area-changes.ts'
import { AREA_ODDITIES } from './area-oddities.ts'
import { AREA_CASES } from './areas.ts'
import { CARD_CHANGE_FORMS } from './card-change-forms.ts'
import { CARD_CHANGES_CASES } from './card-changes.ts'
import { CARD_ROLL_CASES } from './card-roll.ts'
import { CARD_ROLL_FORMS } from './card-roll-forms.ts'
import { CARD_ROLL_ODDITIES } from './card-roll-oddities.ts'
import { AREA_CHANGE_FORMS, AREA_FORMS, FIGURE_FORMS, TARGET_FORMS } from './figure-forms.ts'
import { FIGURE_ODDITIES, TARGET_ODDITIES } from './figure-oddities.ts'
import { FIGURE_CASES } from './figures.ts'
import { HOUSEHOLD_FORMS } from './household-forms.ts'
import { HOUSEHOLD_ODDITIES } from './household-oddities.ts'
import { HOUSEHOLD_SURVEY_CASES } from './household-survey.ts'
import { OLD_FONT_CARD_CASES, OLD_FONT_HOUSEHOLD_CASES } from './old-fonts.ts'
import { TARGET_CASES } from './targets.ts'

/** Every golden workbook by its folder. */
export const GOLDEN_CASES: Readonly<Record<string, readonly GoldenCase[]>> = {
  'area-changes': [...AREA_CHANGE_CASES, ...AREA_CHANGE_FORMS],
  'card-changes': [...CARD_CHANGES_CASES, ...CARD_CHANGE_FORMS],
  areas: [...AREA_CASES, ...AREA_ODDITIES, ...AREA_FORMS],
  figures: [...FIGURE_CASES, ...FIGURE_ODDITIES, ...FIGURE_FORMS],
  targets: [...TARGET_CASES, ...TARGET_ODDITIES, ...TARGET_FORMS],
  'card-roll': [...CARD_ROLL_CASES, ...OLD_FONT_CARD_CASES, ...CARD_ROLL_ODDITIES, ...CARD_ROLL_FORMS],
  'household-survey': [
    ...HOUSEHOLD_SURVEY_CASES,
    ...OLD_FONT_HOUSEHOLD_CASES,
    ...HOUSEHOLD_ODDITIES,
    ...HOUSEHOLD_FORMS,
  ],
}
