import type { Basis, CoverageDimension, CoverageOrder } from '../../src/coverage/coverage-row.ts'
import type { RelativeDay } from '../../src/coverage/question.ts'
import type { Interval } from '../../src/coverage/trend-days.ts'
import type { ParticipantGroup } from '../../src/enrolments/participant-group.ts'
import type { HouseholdClass } from '../../src/households/household-class.ts'
import type { AgeBand } from '../../src/population/age-band.ts'
import type { Sex } from '../../src/population/sex.ts'
import { describedEnum } from '../described-enum.ts'

export const HouseholdClassEnum = describedEnum<HouseholdClass>(
  'HouseholdClass',
  'Diện hộ, as the yearly review decides it.',
  {
    POOR: 'Hộ nghèo.',
    NEAR_POOR: 'Hộ cận nghèo.',
    MIDDLE_INCOME_FARMING: 'Hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình.',
    OTHER: 'Every other household.',
  },
)

export const ParticipantGroupEnum = describedEnum<ParticipantGroup>(
  'ParticipantGroup',
  'Who pays, in the law’s order (nhóm 1 to nhóm 6).',
  {
    EMPLOYMENT: 'Nhóm 1: employee and employer pay.',
    SOCIAL_INSURANCE_FUND: 'Nhóm 2: the social-insurance fund pays.',
    STATE_BUDGET: 'Nhóm 3: the state budget pays.',
    STATE_SUPPORTED: 'Nhóm 4: the state budget pays a part.',
    HOUSEHOLD: 'Nhóm 5: the household pays.',
    EMPLOYER: 'Nhóm 6: the employer pays.',
  },
)

export const SexEnum = describedEnum<Sex>('Sex', 'Sex as the forms record it.', {
  FEMALE: 'Nữ, female.',
  MALE: 'Nam, male.',
})

export const AgeBandEnum = describedEnum<AgeBand>('AgeBand', 'Completed years of age on the day asked.', {
  UNDER_6: '0 to 5 years: insured by the state budget.',
  FROM_6_TO_17: '6 to 17 years.',
  FROM_18_TO_59: '18 to 59 years.',
  FROM_60_TO_79: '60 to 79 years.',
  FROM_80: '80 years and older.',
})

export const BasisEnum = describedEnum<Basis>('Basis', 'What a number rests on.', {
  REPORTED: 'A figure that an office stated for an area.',
  REGISTRY: 'Counted from persons, households and cards.',
})

export const IntervalEnum = describedEnum<Interval>('Interval', 'The step of a series of days.', {
  DAY: 'Every day.',
  WEEK: 'The last day of each week, Sunday.',
  MONTH: 'The last day of each month.',
  YEAR: 'The last day of each year.',
})

export const RelativeDayEnum = describedEnum<RelativeDay>('RelativeDay', 'A day that follows from the day asked.', {
  SAME_DAY_LAST_YEAR: 'Cùng kỳ năm trước: the same day of the year before; 28 February for 29 February.',
  START_OF_YEAR: 'Đầu năm: 1 January of the same year.',
})

export const CoverageDimensionEnum = describedEnum<CoverageDimension>('CoverageDimension', 'What rows are split by.', {
  PARTICIPANT_CODE: 'The code on the card that decides when several are valid.',
  PARTICIPANT_GROUP: 'Who pays.',
  HOUSEHOLD_CLASS: 'Diện hộ of the person’s household on that day.',
  SEX: 'Sex.',
  AGE_BAND: 'Age band on that day.',
})

export const CoverageOrderEnum = describedEnum<CoverageOrder>('CoverageOrder', 'The order of a report’s rows.', {
  AREA: 'By area code.',
  COVERAGE_RATE_DESC: 'Highest coverage rate first.',
  COVERAGE_RATE_ASC: 'Lowest coverage rate first.',
  CARDS_NEEDED_DESC: 'Most cards still to issue first.',
  COVERED_CHANGE_DESC: 'Greatest gain since the compared day first.',
})
