import type { Rule } from './matrix-rule.ts'
import { SEEDED_DAY } from './seeded-register.ts'
import type { SeededCommune } from './two-communes.ts'

export const within = (place: SeededCommune): string => `(within: "${place.code}", asOf: "${SEEDED_DAY}")`
const series = ({ code }: SeededCommune): string => `(within: "${code}", from: "2017-09-01", until: "2017-10-01")`
export const whose = (place: SeededCommune): string => `(where: { within: "${place.code}" }, asOf: "${SEEDED_DAY}")`
const figure = (place: SeededCommune): string | undefined => place.figures[0]
export const person = (place: SeededCommune): string | undefined => place.persons[2]
const draftOf = ({ code }: SeededCommune, year: number): string =>
  `{ kind: POVERTY_REVIEW, year: ${year}, areaCode: "${code}", from: "2017-11-01" }`
const campaignOf = ({ code }: SeededCommune): string =>
  `{ name: "Đợt của ${code}", areaCode: "${code}", from: "2017-11-01", until: "2017-12-01", teams: [] }`

/** The matrix's rules for questions about figures. */
export const FIGURE_QUERIES: Readonly<Record<string, Rule>> = {
  area: { needs: 'READ_FIGURES', asked: ({ code }) => `(code: "${code}", on: "${SEEDED_DAY}")`, tells: figure },
  areas: { needs: 'READ_FIGURES', asked: ({ code }) => `(within: "${code}", on: "${SEEDED_DAY}")`, tells: figure },
  coverage: { needs: 'READ_FIGURES', asked: within, tells: figure },
  figureDays: { needs: 'READ_FIGURES', asked: ({ code }) => `(within: "${code}")` },
  population: {
    needs: 'READ_FIGURES',
    asked: ({ code }) => `(within: "${code}", level: COMMUNE, asOf: "${SEEDED_DAY}")`,
    tells: figure,
  },
  householdCounts: { needs: 'READ_FIGURES', asked: within },
  targets: {
    needs: 'READ_FIGURES',
    asked: ({ code }) => `(within: "${code}", on: "${SEEDED_DAY}")`,
    tells: ({ figures }) => figures[1],
  },
  campaigns: {
    needs: 'READ_FIGURES',
    asked: ({ code }) => `(within: "${code}", on: "${SEEDED_DAY}")`,
    tells: ({ figures }) => figures[2],
  },
  surveyRounds: { needs: 'READ_FIGURES', asked: () => '' },
  competingFigures: { needs: 'READ_FIGURES', asked: within },
  coverageChanges: { needs: 'READ_FIGURES', asked: series },
  disagreements: { needs: 'READ_FIGURES', asked: within },
  householdBreakdown: { needs: 'READ_FIGURES', asked: within },
  renewals: {
    needs: 'READ_FIGURES',
    asked: ({ code }) => `(within: "${code}", asOf: "${SEEDED_DAY}", from: "2017-10-01", until: "2018-01-01")`,
  },
  studentCoverage: { needs: 'READ_FIGURES', asked: within },
  trends: { needs: 'READ_FIGURES', asked: series },
  coverageTrends: { needs: 'READ_FIGURES', asked: series },
  figurePrecedences: { needs: 'READ_FIGURES', asked: () => '' },
}

/** The matrix's rules for campaigns and survey rounds. */
export const PLAN_MUTATIONS: Readonly<Record<string, Rule>> = {
  createCampaign: { needs: 'PLAN', asked: (place) => `(input: ${campaignOf(place)})` },
  changeCampaign: { needs: 'PLAN', asked: (place) => `(id: "${place.ids.Campaign}", input: ${campaignOf(place)})` },
  deleteCampaign: { needs: 'PLAN', asked: ({ ids }) => `(id: "${ids.Campaign}")` },
  createSurveyRound: { needs: 'PLAN', asked: (place) => `(input: ${draftOf(place, 2030)})` },
  changeSurveyRound: {
    needs: 'PLAN',
    asked: (place) => `(id: "${place.ids.SurveyRound}", input: ${draftOf(place, 2031)})`,
  },
  deleteSurveyRound: { needs: 'PLAN', asked: ({ ids }) => `(id: "${ids.SurveyRound}")` },
}
