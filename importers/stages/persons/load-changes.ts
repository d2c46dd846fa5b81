import type { Loader } from '../loader.ts'
import { checkCards } from './check-cards.ts'
import { checkDecreases, compareCardsRequested } from './check-changes.ts'
import { checkDay, skipRepeatedRows } from './check-stock.ts'
import { commitPersons } from './commit.ts'
import { whenSettled } from './load-persons.ts'
import { PERSON_WORKING } from './person-stage.ts'
import { planChangedCards, planChangeOutcomes, planEndedCards } from './plan-card-changes.ts'
import { reportChanges } from './plan-changes.ts'
import { planHomes } from './plan-homes.ts'
import { planPersons } from './plan-persons.ts'
import { resolveAreas } from './resolve-areas.ts'
import { refuseUnplaced, setAsideWages } from './resolve-changes.ts'
import { resolvePersons } from './resolve-persons.ts'
import { settleRows } from './settle-rows.ts'
import { withdrawPersons } from './withdraw.ts'

/** Increases and decreases: cards begin, change and end; of whoever is not listed nothing is said. */
export const cardChangesLoader: Loader = {
  working: PERSON_WORKING,
  resolve: whenSettled(async (context) => {
    await setAsideWages(context)
    await resolveAreas(context)
    await resolvePersons(context)
    await settleRows(context)
    await refuseUnplaced(context)
  }),
  check: whenSettled(async (context) => {
    await checkDay(context)
    await checkCards(context)
    await checkDecreases(context)
    await skipRepeatedRows(context, [`change = 'DECREASE'`, `coalesce(card_number, '')`, 'card_from'])
    await compareCardsRequested(context)
  }),
  plan: whenSettled(async (context) => {
    await planPersons(context)
    await planHomes(context)
    await planChangedCards(context)
    await planEndedCards(context)
    await planChangeOutcomes(context)
    await reportChanges(context)
  }),
  keepsPlan: true,
  holdsRows: true,
  commit: whenSettled(commitPersons),
  withdraw: withdrawPersons,
}
