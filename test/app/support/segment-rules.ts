import type { Rule } from './matrix-rule.ts'
import type { SeededCommune } from './two-communes.ts'

const definitionOf = ({ code }: SeededCommune): string =>
  `{ purpose: "x", agreement: "x", expiresOn: "2018-01-01", fields: [ADDRESS], areaCodes: ["${code}"] }`

/** The matrix's rules for segments; what stands below a segment is asked field by field in `test/segments`. */
export const SEGMENT_QUERIES: Readonly<Record<string, Rule>> = {
  segments: { needs: 'READ_SEGMENTS', asked: () => '' },
  segment: { needs: 'READ_SEGMENTS', asked: ({ segment }) => `(name: "${segment}")` },
}

export const SEGMENT_MUTATIONS: Readonly<Record<string, Rule>> = {
  createSegment: {
    needs: 'MANAGE_SEGMENTS',
    asked: (place) => `(name: "moi-${place.code}", partner: "A", input: ${definitionOf(place)})`,
  },
  changeSegment: {
    needs: 'MANAGE_SEGMENTS',
    asked: (place) => `(name: "${place.segment}", input: ${definitionOf(place)})`,
  },
  endSegment: { needs: 'MANAGE_SEGMENTS', asked: ({ segment }) => `(name: "${segment}")` },
}

/** What of a segment is a row of its own: everything else of it is in the households. */
export const SEGMENT_NODE = '{ id ... on Segment { name purpose } }'
