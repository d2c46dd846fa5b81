import type { Loader, LoaderContext } from '../loader.ts'
import { checkCards } from './check-cards.ts'
import { checkHouseholds } from './check-households.ts'
import { checkDay, compareDeclarations, skipRepeatedRows } from './check-stock.ts'
import { commitPersons } from './commit.ts'
import { PERSON_WORKING, type PersonContext, settledContext } from './person-stage.ts'
import { planCards, planGone } from './plan-cards.ts'
import { reportChanges } from './plan-changes.ts'
import { planHomes } from './plan-homes.ts'
import { planHouseholds } from './plan-households.ts'
import { planOutcomes } from './plan-outcomes.ts'
import { planPersons } from './plan-persons.ts'
import { resolveAreas } from './resolve-areas.ts'
import { resolveHouseholds } from './resolve-households.ts'
import { resolvePersons } from './resolve-persons.ts'
import { settleRows } from './settle-rows.ts'
import { withdrawPersons } from './withdraw.ts'

/** Every card of an area on a day: persons and their enrolments; who is no longer listed is gone. */
export const cardRollLoader: Loader = {
  working: PERSON_WORKING,
  resolve: whenSettled(async (context) => {
    await resolveAreas(context)
    await resolvePersons(context)
    await settleRows(context)
  }),
  check: whenSettled(async (context) => {
    await checkDay(context)
    await checkCards(context)
    await skipRepeatedRows(context, [`coalesce(card_number, '')`, 'card_from'])
  }),
  plan: whenSettled(async (context) => {
    await planPersons(context)
    await planHomes(context)
    await planCards(context)
    await planGone(context)
    await planOutcomes(context)
    await reportChanges(context)
  }),
  keepsPlan: true,
  holdsRows: true,
  commit: whenSettled(commitPersons),
  withdraw: withdrawPersons,
}

/** The households of an area on a day, their members and their class. */
export const householdSurveyLoader: Loader = {
  working: PERSON_WORKING,
  resolve: whenSettled(async (context) => {
    await resolveAreas(context)
    await resolveHouseholds(context)
    await resolvePersons(context)
    await settleRows(context)
  }),
  check: whenSettled(async (context) => {
    await checkDay(context)
    await checkHouseholds(context)
    await skipRepeatedRows(context)
    await compareDeclarations(context)
  }),
  plan: whenSettled(async (context) => {
    await planPersons(context)
    await planHouseholds(context)
    await planHomes(context)
    await planGone(context)
    await planOutcomes(context)
    await reportChanges(context)
  }),
  keepsPlan: true,
  holdsRows: true,
  commit: whenSettled(commitPersons),
  withdraw: withdrawPersons,
}

/**
 * Without an area and a day nothing can be resolved; the frame has raised a BLOCKING issue then, and the rows stay as
 * read.
 */
export function whenSettled(
  work: (context: PersonContext) => Promise<void>,
): (context: LoaderContext) => Promise<void> {
  return async (context) => {
    const settled = settledContext(context)
    if (settled !== null) await work(settled)
  }
}
