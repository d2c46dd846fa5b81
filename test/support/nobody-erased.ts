import type { HubContext } from '../../schema/context.ts'
import { NONE_DECLARED } from '../../src/kernel/working-day.ts'

/** For questions that no request of a person is part of. */
export const NOBODY_ERASED: Pick<HubContext, 'erase' | 'declaredDays'> = {
  erase: () => Promise.reject(new Error('nobody is erased here')),
  declaredDays: NONE_DECLARED,
}
