import {
  mergeCubeChange,
  openCubeChange,
  takeAfter,
  takeBefore,
  touchHouseholds,
  touchPersons,
} from '../../../src/coverage/cube.store.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { keepCommitted } from './match-decisions.ts'
import type { PersonContext } from './person-stage.ts'
import { lockTouched, refuseClash } from './refuse-clash.ts'
import { writeAreas } from './write-areas.ts'
import { endDecreasedCards, endGoneCards, writeCards } from './write-cards.ts'
import { endGoneHomes, endHomesOfDead, refineLaterHomes, writeDeclarations, writeHomes } from './write-homes.ts'
import { endEmptyHouseholds, touchChangedHouseholds, writeHouseholds } from './write-households.ts'
import { writePersons } from './write-persons.ts'

/**
 * Writes what plan has laid out, in this order: who is touched and how they counted before; areas, persons, households,
 * homes, cards; how they count after; the difference into the cube. All in the caller's transaction. Throws
 * `CommitClash` when another batch wrote one of the persons meanwhile.
 */
export async function commitPersons(context: PersonContext): Promise<void> {
  const survey = context.batch.kind === 'HOUSEHOLD_SURVEY'
  await execute(context.em, `update import_batch set commit_no = nextval('commit_order') where batch_id = $1`, [
    context.batch.id,
  ])
  await openCubeChange(context.em)
  await touchKnown(context, survey)
  await lockTouched(context)
  await takeBefore(context.em)
  if (survey) await writeAreas(context)
  await writePersons(context)
  await keepCommitted(context)
  if (survey) await writeHouseholds(context)
  await writeHomes(context)
  if (survey) {
    await refineLaterHomes(context)
    await endGoneHomes(context)
    await writeDeclarations(context)
  } else {
    await writeCards(context)
    if (context.batch.kind === 'CARD_ROLL') await endGoneCards(context)
    else await endDecreases(context)
  }
  await endEmptyHouseholds(context)
  await touchNew(context, survey)
  await analyzeWritten(context)
  await refuseClash(context)
  await takeAfter(context.em)
  await mergeCubeChange(context.em)
  await touchChangedHouseholds(context)
}

async function endDecreases(context: PersonContext): Promise<void> {
  await endDecreasedCards(context)
  await endHomesOfDead(context)
}

/**
 * Persons and households of the register whose intervals, class or sex will differ; of the others nothing is counted.
 */
async function touchKnown(context: PersonContext, survey: boolean): Promise<void> {
  const { em } = context
  await touchPersons(
    em,
    `select person_id from planned_home where not made and action <> 'NONE'
     union select person_id from planned_person where changed and (sex, birth_date, birth_year) is distinct from
       ((known->>'sex')::int, (known->>'birth_date')::date, (known->>'birth_year')::int)`,
  )
  await touchHouseholds(
    em,
    `select distinct current_household from planned_home where action <> 'NONE' and current_household is not null`,
  )
  if (survey) {
    await touchPersons(em, 'select person_id from gone_home')
    await touchPersons(em, 'select person_id from later_home')
    await touchHouseholds(em, 'select distinct household_id from gone_home where household_id is not null')
    await touchHouseholds(
      em,
      `select distinct household_id from planned_household where household_id is not null and (action <> 'NONE'
        or renamed)`,
    )
  } else {
    await touchPersons(
      em,
      `select person_id from planned_card where not made and action <> 'NONE'
       union select person_id from ${context.batch.kind === 'CARD_ROLL' ? 'gone_card' : 'ended_card'}`,
    )
    if (context.batch.kind === 'CARD_CHANGES') {
      await touchHouseholds(
        em,
        `select distinct home.household_id from ended_card ended join residence home using (person_id)
         where ended.died and home.household_id is not null`,
      )
    }
  }
}

/** What the commit made: nothing of it counted before. */
async function touchNew(context: PersonContext, survey: boolean): Promise<void> {
  await touchPersons(context.em, 'select person_id from planned_person where made')
  if (survey) await touchHouseholds(context.em, 'select household_id from planned_household where made')
}

/**
 * The planner has to know what was just written before it counts it, when that is much beside what it knew. What is left of old
 * statistics, autovacuum brings up to date.
 */
async function analyzeWritten(context: PersonContext): Promise<void> {
  const [large] = await rows(
    context.em,
    `select from (select count(*) as persons from cube_person) touched, pg_class
     where pg_class.oid = to_regclass('residence') and persons > 1000 and persons > reltuples / 10`,
  )
  if (!large) return
  for (const table of ['person', 'person_identity', 'residence', 'enrolment', 'household_state']) {
    await execute(context.em, `analyze ${table}`)
  }
}
