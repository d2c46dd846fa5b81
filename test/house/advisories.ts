/** A package of which an older release has a known hole. */
interface Floor {
  readonly name: string
  /** The first release without it. */
  readonly floor: string
  readonly advisories: readonly string[]
}

/**
 * The ledger that is kept by hand, because the registry does not answer `npm audit` everywhere (`npm run audit` says whether it
 * does). A package that is no longer installed leaves it.
 */
export const FLOORS: readonly Floor[] = [
  {
    name: '@apollo/server',
    floor: '5.5.0',
    advisories: ['GHSA-9q82-xgwf-vj6h', 'GHSA-mp6q-xf9x-fwf7', 'CVE-2026-23897'],
  },
  { name: 'body-parser', floor: '2.3.0', advisories: ['CVE-2026-12590', 'CVE-2025-13466'] },
  { name: 'qs', floor: '6.16.0', advisories: ['CVE-2026-82417', 'CVE-2026-82562', 'GHSA-6rw7-vpxm-498p'] },
  { name: 'graphql', floor: '16.15.0', advisories: ['CVE-2023-26144'] },
  { name: 'kysely', floor: '0.29.0', advisories: ['CVE-2026-44635', 'CVE-2026-32763'] },
  { name: '@mikro-orm/core', floor: '7.1.0', advisories: ['CVE-2026-34220', 'CVE-2026-44680', 'GHSA-qpfv-44f3-qqx6'] },
  { name: '@mikro-orm/sql', floor: '7.1.0', advisories: ['CVE-2026-34220', 'CVE-2026-44680'] },
  { name: 'tmp', floor: '0.2.7', advisories: ['GHSA-9r2w-394v-53qc'] },
  { name: 'uuid', floor: '11.1.1', advisories: ['CVE-2026-41907', 'GHSA-w5hq-g745-h8pq'] },
  { name: '@e965/xlsx', floor: '0.20.2', advisories: ['CVE-2023-30533', 'CVE-2024-22363'] },
]

/** Packages that are never installed, not even below others. */
export const DENIED: Readonly<Record<string, string>> = {
  xlsx: 'CVE-2023-30533 and CVE-2024-22363: npm’s copy has stood still since 2022; @e965/xlsx is the maintained mirror',
  '@lokalise/xlsx': 'a second mirror of the same; one is enough',
  'graphql-upload': 'holds files of a query in memory or in temporary files; POST /imports streams them',
  'graphql-depth-limit': 'unmaintained since 2017; schema/limits does it',
  'apollo-server': 'ended in 2024; @apollo/server follows it',
  'apollo-server-express': 'ended in 2024; @apollo/server follows it',
}

/** What is known to be old and stays: never reached with anything that a stranger sends. */
export const TOLERATED: Readonly<Record<string, string>> = {
  glob: '7, below archiver 5 of exceljs, which writes workbooks and reads no paths of users; archiver 7 breaks its streaming writer',
  inflight: 'below glob 7: leaks memory by pattern, of which there are none',
  minimatch: '3 and 5, below glob and archiver: slow for hostile patterns, of which there are none',
}
