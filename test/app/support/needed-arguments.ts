import type { Actor } from '../../../src/access/actor.ts'
import { may, seesSmallCounts } from '../../../src/access/may.ts'
import type { NeededArguments } from './everything-below.ts'

/** Fields below the root that cannot be asked without arguments. */
const NEEDED: NeededArguments = {
  'ImportBatch.rows': '(sheet: "Sheet1", rows: [2])',
  'Area.trend': `(from: "2017-09-01", until: "2017-10-01")`,
  'SurveyRound.progress': '(level: COMMUNE)',
  'Campaign.standings': '(level: COMMUNE)',
  'Area.targets': `(from: "2017-01-01", until: "2018-01-01")`,
}

/** Without what stands in files that others sent: an error of the whole answer for who does not read persons now. */
const NEEDED_WHILE_CLOSED: NeededArguments = {
  ...NEEDED,
  ...{ 'ImportBatch.rows': null, 'ImportBatch.matches': null, 'ImportBatch.changes': null },
  ...{ 'ImportBatch.issues': null, 'ImportBatch.issueGroups': null },
}

/** Without fields that count too few people at a time for who may not see persons: an error of the whole answer. */
const NEEDED_BY_OTHERS: NeededArguments = {
  ...NEEDED,
  ...{ 'Campaign.standings': null, 'Campaign.commendations': null },
  ...{ 'OutreachTeam.gained': null, 'SurveyRound.progress': null },
}

/** What the actor needs said to ask for everything below a root field; the report of a file itself is asked whole. */
export function neededBy(actor: Actor, root: string): NeededArguments {
  if (may(actor, 'READ_PERSONS') || (seesSmallCounts(actor) && root === 'importBatch')) return NEEDED
  return seesSmallCounts(actor) ? NEEDED_WHILE_CLOSED : NEEDED_BY_OTHERS
}
