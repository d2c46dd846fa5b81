import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../src/access/actor.ts'
import { scopeIds } from '../src/access/area-scope.ts'
import type { MatchChoice } from '../src/batches/import-port.ts'
import { secret } from '../src/batches/told-issue.ts'
import { BadRequest } from '../src/kernel/page.ts'
import { execute, rows } from '../src/kernel/sql.ts'
import { lastHome } from './stages/persons/person-places.ts'

interface Doubt {
  readonly rowKey: string | null
  /** Ids of the persons who may be chosen, with blanks between. */
  readonly persons: string | null
  readonly mayBeNew: boolean | null
  /** Ids of the areas in which those of them lived who are from elsewhere, with blanks between. */
  readonly livedIn: string | null
}

const DOUBTED = ['ambiguous', 'decided', 'decided-new', 'elsewhere', 'elsewhere-decided'].map(
  (word) => `person-${word}`,
)

/**
 * Keeps who a doubtful row of a checked batch speaks of; the next check, of this batch and of later files, follows it.
 * Throws `BadRequest` when the row is in no doubt, cannot be decided, or that person is not one of its candidates. To somebody
 * who does not hold the places of all candidates it is a row in no doubt: they are not told of them either.
 */
export async function keepDecision(
  em: SqlEntityManager,
  actor: Actor,
  batchId: number,
  choice: MatchChoice,
): Promise<void> {
  const { sheet, row, personId } = choice
  const [doubt] = await rows<Doubt>(
    em,
    `select args->>'rowKey' as "rowKey", args->>'persons' as persons, (args->>'mayBeNew')::boolean as "mayBeNew",
       args->>'livedIn' as "livedIn"
     from row_issue where batch_id = $1 and sheet = $2 and row = $3 and code = any($4)
       and not ${secret(5)}`,
    [batchId, sheet, row, DOUBTED, scopeIds(actor)],
  )
  const place = { address: `${sheet}!${row}` }
  if (!doubt) throw new BadRequest('match-not-doubtful', `no doubt about row ${row}`, place)
  if (doubt.rowKey === null) throw new BadRequest('match-not-decidable', `row ${row} contradicts itself`, place)
  if (personId === null && !doubt.mayBeNew)
    throw new BadRequest('match-not-new', `row ${row} has a known number`, place)
  if (personId !== null && !doubt.persons?.split(' ').includes(String(personId)))
    throw new BadRequest('match-not-a-candidate', `person ${personId} is no candidate of row ${row}`, place)
  await execute(
    em,
    `insert into match_decision (row_key, person_id, new_person, batch_id, decided_by, lived_in)
     values ($1, $2, $3, $4, $5, (select home_id from (select ${lastHome('$2::bigint')} as home_id) home
       where home_id = any(string_to_array($6, ' ')::int[])))
     on conflict (row_key) do update set person_id = excluded.person_id, new_person = excluded.new_person,
       batch_id = excluded.batch_id, decided_by = excluded.decided_by, lived_in = excluded.lived_in, decided_at = now()`,
    [doubt.rowKey, personId, personId === null, batchId, actor.id, doubt.livedIn],
  )
}
